import { openStage, type Stage, type StageParts } from './stage.ts';

export interface StageWish {
  /** No other is left idling. */
  alone: boolean;
  /** Requests of users a second. */
  ratePerSecond: number;
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
  /** One with another number of users would idle until the end: it is closed. */
  const takeFree = async (ratePerSecond: number): Promise<Stage | undefined> => {
    const stage = free.pop();
    if (stage === undefined || stage.ratePerSecond === ratePerSecond) return stage;
    await stage.close();
    return takeFree(ratePerSecond);
  };
  return {
    async take({ alone, ratePerSecond }) {
      const stage = (await takeFree(ratePerSecond)) ?? (await openStage({ ...parts, ratePerSecond }));
      if (alone) await endAll();
      return stage;
    },
    async giveBack(stage) {
      if (await isAsNew(stage)) free.push(stage);
      else await stage.close();
    },
    end: endAll,
  };
}

async function isAsNew({ sandbox, failure, down, ordersOwed }: Stage): Promise<boolean> {
  // An order that was lost stays lost, and whoever comes next would have to answer for it.
  if (failure !== null || down.length > 0 || ordersOwed > 0) return false;
  // One that cannot even tell is not handed on.
  return sandbox.diff().then(
    (left) => left.length === 0,
    () => false,
  );
}
