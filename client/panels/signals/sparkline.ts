/** The path of a sparkline in a box of `width` × `height`; a missing value is a gap, never a zero. */
export interface SparklineInput {
  values: readonly (number | null)[];
  width: number;
  height: number;
}

export function sparklinePath({ values, width, height }: SparklineInput): string {
  const top = Math.max(0.001, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let pen = 'M';
  let path = '';
  values.forEach((value, index) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${(index * step).toFixed(1)} ${(height - (value / top) * (height - 2) - 1).toFixed(1)}`;
    pen = 'L';
  });
  return path;
}
