/** Runs work in a few lanes at once; what needs the machine to itself comes last, alone. What comes to nothing is left out. */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  { lanes, isAlone, work }: { lanes: number; isAlone: (item: Item) => boolean; work: (item: Item) => Promise<Result | null> },
): Promise<Result[]> {
  const results = new Map<Item, Result | null>();
  const drain = async (queue: Item[]): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.set(item, await work(item));
  };
  const beside = items.filter((item) => !isAlone(item));
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, () => drain(beside)));
  await drain(items.filter(isAlone));
  return items.flatMap((item) => results.get(item) ?? []);
}
