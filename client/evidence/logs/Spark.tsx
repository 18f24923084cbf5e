const width = 3;
const height = 18;

/** A row of small bars; the highest of all rows is as high as the row. */
export function Spark({ values, most, label }: { values: readonly number[]; most: number; label: string }) {
  return (
    <svg className="ev-spark" width={values.length * width} height={height} role="img" aria-label={label}>
      {values.map((value, index) => {
        // What is there at all is seen.
        const high = value === 0 ? 0 : Math.max(1.5, (value / most) * height);
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
        return <rect key={index} x={index * width} y={height - high} width={width - 1} height={high} />;
      })}
    </svg>
  );
}
