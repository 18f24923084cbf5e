import { openStage, type Stage, type StageParts } from './stage.ts';

export interface Stages {
  /** One that was given back, or a new one; alone, no other is left idling. @throws NotJudged when none comes up */
  take(wish: { alone: boolean }): Promise<Stage>;
  giveBack(stage: Stage): Promise<void>;
  end(): Promise<void>;
}

/** Sandboxes that are handed on: the next scenario finds one warm, as players do, unless something is left in it. */
export function createStages(parts: StageParts): Stages {
  const free: Stage[] = [];
  const endAll = async (): Promise<void> => {
    await Promise.all(free.splice(0).map((stage) => stage.close()));
  };
  return {
    async take({ alone }) {
      const stage = free.pop() ?? (await openStage(parts));
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

async function isAsNew({ sandbox, failure, down }: Stage): Promise<boolean> {
  if (failure !== null || down.length > 0) return false;
  // One that cannot even tell is not handed on.
  return sandbox.diff().then(
    (left) => left.length === 0,
    () => false,
  );
}
