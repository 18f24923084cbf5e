import { clock } from '../../format.ts';
import { useWarRoom } from '../../store.ts';

const outcomeWords: Record<string, string> = {
  recovered: 'Recovered: the resolve held.',
  held: 'Nothing was wrong, and users stayed well.',
  lost: 'Lost: the drill ended without a resolve that held.',
  invalid: 'Invalid: this drill does not count.',
  absorbed: 'Absorbed: an earlier act of the pod hid the fault.',
  aborted: 'Stopped before its end.',
};

export function EndingPanel() {
  const drill = useWarRoom((state) => state.drill);
  if (!drill?.ending)
    return <p className="empty">{drill ? drill.briefing : 'Truth, figures and the post-mortem appear here when a drill has ended.'}</p>;
  const { outcome, reason, falseResolves } = drill.ending;
  const link = `/api/v1/drills/${drill.drillId}/postmortem.md`;
  return (
    <div className="ending">
      <p>
        <strong>{outcomeWords[outcome] ?? outcome}</strong> {reason}
        {falseResolves > 0 && ` False resolves: ${falseResolves}.`}
      </p>
      <dl className="milestones">
        {Object.entries(drill.milestones).map(([name, atMs]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{clock(atMs ?? 0)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={link} target="_blank" rel="noreferrer">
          Read the post-mortem
        </a>
        {' · '}
        <a href={`${link}?download`}>Download it as Markdown</a>
        {' · '}
        <a href={`/api/v1/drills/${drill.drillId}/debrief`} target="_blank" rel="noreferrer">
          Truth and figures (JSON)
        </a>
      </p>
    </div>
  );
}
