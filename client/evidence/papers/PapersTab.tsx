import type { ReactNode } from 'react';
import type * as z from 'zod';
import { type Paper, type PaperName, paperSchemas } from '../../../core/protocol/papers.ts';
import { wordsOf } from '../../state/api.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Notice, Skeleton } from '../../ui/Panel.tsx';
import { openView, useEngineView } from '../engines/PanelFrame.tsx';
import { ApiView } from './ApiView.tsx';
import { ArchitectureView } from './ArchitectureView.tsx';
import { DecisionsView } from './DecisionsView.tsx';
import { EventsView } from './EventsView.tsx';
import { ReleasesView } from './ReleasesView.tsx';
import './Papers.css';

const titles: Record<PaperName, string> = {
  architecture: 'Architecture',
  api: 'OpenAPI',
  events: 'AsyncAPI',
  decisions: 'Decisions',
  releases: 'Releases',
};
const names = Object.keys(titles) as PaperName[];

/** What the teams of the shop wrote down: the same before, in and after an incident. */
export default function PapersTab() {
  const { view, detail } = useEngineView('papers', 'architecture');
  const shown = names.find((name) => name === view) ?? 'architecture';
  return (
    <div className="ev-engine papers">
      <div className="ev-views-chips" role="group" aria-label="Paper">
        {names.map((name) => (
          <Chip key={name} isPressed={name === shown} onPress={() => openView('papers', name)}>
            {titles[name]}
          </Chip>
        ))}
      </div>
      <Shown name={shown} detail={detail} />
    </div>
  );
}

function Shown({ name, detail }: { name: PaperName; detail: string }) {
  switch (name) {
    case 'architecture':
      return <Opened name={name}>{(paper) => <ArchitectureView paper={paper} detail={detail} />}</Opened>;
    case 'api':
      return <Opened name={name}>{(paper) => <ApiView paper={paper} detail={detail} />}</Opened>;
    case 'events':
      return <Opened name={name}>{(paper) => <EventsView paper={paper} detail={detail} />}</Opened>;
    case 'decisions':
      return <Opened name={name}>{(paper) => <DecisionsView paper={paper} detail={detail} />}</Opened>;
    case 'releases':
      return <Opened name={name}>{(paper) => <ReleasesView paper={paper} detail={detail} />}</Opened>;
  }
}

interface OpenedProps<Name extends PaperName> {
  name: Name;
  children: (paper: Paper<Name>) => ReactNode;
}

/** Fetched once it is looked at; papers do not change during a drill. */
function Opened<Name extends PaperName>({ name, children }: OpenedProps<Name>) {
  const schema: z.ZodType = paperSchemas[name];
  const { value, refused, reload } = useLoaded(`/api/v1/stack/papers/${name}`, schema as z.ZodType<Paper<Name>>);
  if (value !== null) return children(value);
  if (refused === null) return <Skeleton width="100%" height={240} />;
  return (
    <Notice tone="warning">
      {wordsOf(refused)}{' '}
      <Button size="sm" onPress={() => void reload()}>
        Try again
      </Button>
    </Notice>
  );
}
