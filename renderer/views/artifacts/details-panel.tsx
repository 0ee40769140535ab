import type { ReactElement, ReactNode } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import type { ArtifactText } from '../../data/use-artifact.ts'
import type { HashCheck } from '../../data/use-hash.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Panel, Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import { bytesText } from '../../words/numbers.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/artifact-details.ts'
import * as COMMON from '../../words/texts/common.ts'
import { durationText, fullTime } from '../../words/times.ts'
import { stepLook } from '../../words/work-words.ts'
import { useAgentNames } from '../run/use-agent-names.ts'
import { CitedSection } from './cited-section.tsx'
import type { DiffPlace } from './diff-pane.tsx'
import { type CommandFacts, factsOf } from './facts.ts'
import { OthersSection } from './others-section.tsx'
import type { Ran } from './use-chosen.ts'
import { useJudged } from './use-judged.ts'
import { PANELS } from './use-panels.ts'
import { kindWords, shortHash } from './words.ts'

export interface DetailsPanelProps {
  view: RunView
  artifact: ArtifactRecord
  artifacts: readonly ArtifactRecord[]
  ran: Ran | null
  factsOfLog(artifactId: string): CommandFacts | null
  read: ArtifactText
  hash: HashCheck
  path: string
  onCopy(what: string, text: string): void
  onDiffPlace(place: DiffPlace): void
  dock: ReactNode
}

/** Who made it and how, whether it is still what was recorded, and what was judged by it. */
export function DetailsPanel(props: DetailsPanelProps): ReactElement {
  const { view, artifact } = props
  const work = useJudged(view, artifact)
  return (
    <Panel
      id={PANELS.details}
      name={COMMON.details}
      head={<h2 className="font-strong">{COMMON.details}</h2>}
      dock={props.dock}
    >
      <section aria-label={TEXT.facts} className="px-4 py-3">
        <Facts {...props} />
      </section>
      {work.judged && (
        <CitedSection
          artifact={artifact}
          judged={work.judged}
          criteria={work.criteria}
          onDiffPlace={props.onDiffPlace}
        />
      )}
      <OthersSection
        artifact={artifact}
        attempts={view.attempts}
        artifacts={props.artifacts}
        factsOfLog={props.factsOfLog}
      />
      <Section title={TEXT.keptAt}>
        <div className="flex items-start gap-2">
          <code className="min-w-0 flex-1 wrap-anywhere text-ink-2">{showHidden(props.path)}</code>
          <Button
            icon="copy"
            look="quiet"
            label={TEXT.copyPath}
            title={TEXT.copyPathWithKey}
            onClick={() => props.onCopy(COMMON.path, props.path)}
          />
        </div>
      </Section>
    </Panel>
  )
}

function Facts({ view, artifact, ran, read, hash, onCopy }: DetailsPanelProps): ReactElement {
  const recorded = factsOf(artifact)
  const author = useAuthor(view, artifact)
  const bytes = recorded.bytes ?? read.total
  const sha256 = recorded.sha256 ?? read.sha256
  const limit = artifact.kind === 'verification_log' ? view.run.config.limits.verificationMinutes : null
  return (
    <dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-3 gap-y-2 text-12">
      <Fact name={COMMON.kind}>
        {kindWords(artifact.kind).word === 'Other' ? artifact.kind : kindWords(artifact.kind).word}
      </Fact>
      <Fact name={artifact.kind.endsWith('_log') && artifact.role === null ? TEXT.runBy : TEXT.writtenBy}>
        {author}
      </Fact>
      {ran !== null && (
        <Fact name={COMMON.command}>
          <code className="wrap-anywhere">{showHidden(ran.command)}</code>
        </Fact>
      )}
      {ran?.facts && (
        <>
          <Fact name={TEXT.exit}>
            <Status look={stepLook(ran.facts)} />
          </Fact>
          <Fact name={COMMON.time}>
            {durationText(ran.facts.durationMs)}
            {limit !== null && TEXT.ofMin(limit)}
          </Fact>
        </>
      )}
      <Fact name={COMMON.size}>{bytes === null ? COMMON.notRecorded : bytesText(bytes)}</Fact>
      <Fact name="SHA-256">
        {sha256 === null ? COMMON.notRecorded : <Hash sha256={sha256} hash={hash} read={read} onCopy={onCopy} />}
      </Fact>
      <Fact name={TEXT.created}>{fullTime(artifact.createdAt)}</Fact>
    </dl>
  )
}

function Hash({
  sha256,
  hash,
  read,
  onCopy,
}: Pick<DetailsPanelProps, 'hash' | 'read' | 'onCopy'> & { sha256: string }): ReactElement {
  return (
    <>
      <code title={sha256}>{shortHash(sha256)}</code>{' '}
      <Button
        icon="copy"
        look="quiet"
        label={TEXT.copySha256}
        className="-my-1 align-middle"
        onClick={() => onCopy('SHA-256', sha256.replace(/^sha256:/, ''))}
      />
      <HashText hash={hash} read={read} />
    </>
  )
}

function HashText({ hash, read }: { hash: HashCheck; read: ArtifactText }): ReactElement {
  if (hash === 'same' || hash === 'differs') {
    const isSame = hash === 'same'
    return (
      <span className={`flex items-start gap-1.5 font-medium ${isSame ? 'text-pass' : 'text-fail'}`}>
        <Icon name={isSame ? 'done' : 'failed'} className="mt-0.5 size-3.5" />
        {isSame ? TEXT.matchesWhatWasRecorded : TEXT.isNotWhatWasRecorded}
      </span>
    )
  }
  return <span className="block text-ink-3">{uncompared(hash, read)}</span>
}

function uncompared(hash: HashCheck, { bytes, cut, error }: ArtifactText): string {
  if (hash === 'unknown') return TEXT.notComparedCannotCompute
  if (cut !== null) return TEXT.notComparedOnlyPartWasRead
  return bytes === null || error !== null ? TEXT.notCompared : TEXT.beingCompared
}

function useAuthor({ row, run }: RunView, { role, kind }: ArtifactRecord): string {
  const { name } = useAgentNames(run.config)
  if (role === null) return row.imported ? COMMON.notRecorded : TEXT.triptychNotAgent
  if (kind === 'diff' || kind === 'prompt') return TEXT.triptychFor(ROLE_NAMES[role].toLowerCase())
  return `${ROLE_NAMES[role]}, ${name[role]}`
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere tabular-nums">{children}</dd>
    </>
  )
}
