export interface Hold {
  /** Comes about with `release`, and not before. */
  released: Promise<void>;
  release(): void;
}

/** What a test keeps waiting until it lets it go. */
export function hold(): Hold {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { released, release };
}
