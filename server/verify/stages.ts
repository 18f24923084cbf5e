import { openStage, type Stage, type StageParts } from './stage.ts';

export interface StageWish {
  /** No other is left idling. */
  alone: boolean;
  /** Requests of users a second. */
  ratePerSecond: number;
  /** No order of before is owed in it. */
  keepsRecords: boolean;
}

export interface Stages {
  /** One with as many users that was given back, or a new one. @throws NotJudged when none comes up */
  take(wish: StageWish): Promise<Stage>;
  giveBack(stage: Stage): Promise<void>;
  end(): Promise<void>;
}

/** Sandboxes that are handed on: the next scenario finds one warm, as players do, unless something is left in it. */
export function createStages(parts: Omit<StageParts, 'ratePerSecond'>): Stages {
  const free: Stage[] = [];
  const endAll = async (): Promise<void> => {
    await Promise.all(free.splice(0).map((stage) => stage.close()));
  };
  /** One that does not fit would idle until the end: it is closed. */
  const takeFree = async (wish: StageWish): Promise<Stage | undefined> => {
    const stage = free.pop();
    if (stage === undefined || fits(stage, wish)) return stage;
    await stage.close();
    return takeFree(wish);
  };
  return {
    async take(wish) {
      const { ratePerSecond } = wish;
      const stage = (await takeFree(wish)) ?? (await openStage({ ...parts, ratePerSecond }));
      if (wish.alone) await endAll();
      return stage;
    },
    async giveBack(stage) {
      if (await isAsNew(stage)) free.push(stage);
      else await stage.close();
    },
    end: endAll,
  };
}

function fits(stage: Stage, { ratePerSecond, keepsRecords }: StageWish): boolean {
  return stage.ratePerSecond === ratePerSecond && (stage.ordersOwed === 0 || !keepsRecords);
}

async function isAsNew({ sandbox, failure, down }: Stage): Promise<boolean> {
  if (failure !== null || down.length > 0) return false;
  // One that cannot even tell is not handed on.
  return sandbox.diff().then(
    (left) => left.length === 0,
    () => false,
  );
}
