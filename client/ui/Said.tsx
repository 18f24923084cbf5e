/** Who said what. Names and words of people are drawn as text, and cannot reorder what stands around them. */
export function Said({ from, text }: { from: string; text: string }) {
  return (
    <>
      <b>
        <bdi>{from}</bdi>
      </b>{' '}
      <span dir="auto">{text}</span>
    </>
  );
}
