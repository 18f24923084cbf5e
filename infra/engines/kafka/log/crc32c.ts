const POLYNOMIAL = 0x82f63b78;
const table = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** CRC-32C (Castagnoli) of `bytes` from `start`, unsigned. Node's zlib has only the other polynomial. */
export function crc32c(bytes: Buffer, start = 0): number {
  let crc = -1;
  for (let index = start; index < bytes.length; index++) crc = (table[(crc ^ (bytes[index] as number)) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}
