/** What would be so after a use, and whom it reaches, as rows of a list of facts. */
export function Outcome({ effect, reach }: { effect: string | null; reach: string | null }) {
  return (
    <>
      {effect !== null && (
        <>
          <dt>Does</dt>
          <dd>{effect}</dd>
        </>
      )}
      {reach !== null && (
        <>
          <dt>Reaches</dt>
          <dd>{reach}</dd>
        </>
      )}
    </>
  );
}
