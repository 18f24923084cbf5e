/** What a disturbance did, and how it is taken back. */
export interface Effect {
  /** One fact, for the receipt. */
  did: string;
  /** Takes it back; harmless when somebody else has done so already. @returns facts for the receipt. @throws Error */
  undo(): Promise<string[]>;
}
