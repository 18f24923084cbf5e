/** The stack as every engineer of the shop knows it: asked for once by a page, kept for all its parts. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { type StackView, stackViewSchema } from '../../core/protocol/stack-view.ts';
import { getJson } from './api.ts';

const useLoadedStack = create<{ stack: StackView | null }>(() => ({ stack: null }));
/** After a refusal it is asked for again: without it there is no map, and nobody could tell why. */
const againMs = 3000;
let isAsked = false;

async function ask(): Promise<void> {
  const answer = await getJson('/api/v1/stack', stackViewSchema);
  if (answer.ok) useLoadedStack.setState({ stack: answer.value });
  else setTimeout(() => void ask(), againMs);
}

/** Null until it came. */
export function useStack(): StackView | null {
  useEffect(() => {
    if (isAsked) return;
    isAsked = true;
    void ask();
  }, []);
  return useLoadedStack(({ stack }) => stack);
}
