/** Whether keys without a modifier do something in the war room; remembered by this browser. */
import { create } from 'zustand';

const storageKey = 'brownout.singleKeys';

const useSetting = create<{ isOn: boolean }>(() => ({ isOn: localStorage.getItem(storageKey) !== 'off' }));

export const useSingleKeys = (): boolean => useSetting(({ isOn }) => isOn);
export const hasSingleKeys = (): boolean => useSetting.getState().isOn;

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(storageKey, isOn ? 'on' : 'off');
  useSetting.setState({ isOn });
}
