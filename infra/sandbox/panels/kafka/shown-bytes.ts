import type { ShownBytes } from '../../../../core/protocol/panels-kafka.ts';

const shownHexBytes = 256;
/** What no text has: control characters but for tab and line breaks, and what UTF-8 decodes into where it is none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

/** Whatever lies in a record, in a form that can be read: as text where it is text, else in hexadecimal. */
export function shownBytes(bytes: Buffer, mostBytes: number): ShownBytes {
  const cut = bytes.subarray(0, mostBytes);
  // A character that was cut in two at the end says nothing against the rest.
  const text = new TextDecoder('utf-8').decode(cut, { stream: true });
  const isText = !notText.test(text);
  const shown = isText ? cut : bytes.subarray(0, Math.min(mostBytes, shownHexBytes));
  return {
    text: isText ? text : (shown.toString('hex').match(/.{1,32}/g) ?? []).join('\n'),
    encoding: isText ? 'text' : 'hex',
    bytes: bytes.length,
    isCut: shown.length < bytes.length,
  };
}
