import { createElement, type FunctionComponent, lazy } from 'react';

/**
 * A page whose code comes when it is asked for. React's own `lazy`: the router's asks with `use()` in one render and not in the next when the
 * code has come in between, and React complains of that on the console.
 */
export function lazyPage<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, FunctionComponent<Props>>>,
  name: Name,
): FunctionComponent<Props> {
  const Page = lazy<FunctionComponent<Props>>(async () => ({ default: (await load())[name] }));
  return function LazyPage(props) {
    return createElement(Page, props);
  };
}
