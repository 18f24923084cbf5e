/** What must be ended, whatever happens: last started, first ended, each once. */
export class Ends {
  readonly #steps: (() => Promise<unknown> | unknown)[] = [];
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** @returns runs the step now instead of at the end */
  add(step: () => Promise<unknown> | unknown): () => Promise<void> {
    let done = false;
    const once = async (): Promise<void> => {
      if (done) return;
      done = true;
      await step();
    };
    this.#steps.push(once);
    return once;
  }

  /** Runs every step that was not run; one that fails does not keep the others. */
  async end(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        this.#say(`could not be ended: ${(error as Error).message}`);
      }
    }
  }
}
