import { createElement, type FunctionComponent, lazy } from 'react';

/** A file that did not come is asked for again before the page is said to be broken: a connection is away for a moment more often than for good. */
const tries = 3;
const againMs = 1000;

/** @param wait before each further try */
export async function loadedInTheEnd<T>(load: () => Promise<T>, wait: () => Promise<void>): Promise<T> {
  for (let left = tries - 1; left > 0; left -= 1) {
    try {
      return await load();
    } catch {
      await wait();
    }
  }
  return load();
}

const aMoment = (): Promise<void> => new Promise((done) => setTimeout(done, againMs));

/**
 * A page, or a part of one, whose code comes when it is asked for. React's own `lazy`: the router's asks with `use()` in one render and not in
 * the next when the code has come in between, and React complains of that on the console.
 */
export function lazyPage<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, FunctionComponent<Props>>>,
  name: Name,
): FunctionComponent<Props> {
  const Page = lazy<FunctionComponent<Props>>(async () => ({ default: (await loadedInTheEnd(load, aMoment))[name] }));
  return function LazyPage(props) {
    return createElement(Page, props);
  };
}
