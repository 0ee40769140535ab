import type { ReactElement } from 'react'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/panel.tsx'
import { DecidingButton, DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import { NoteSection, noteProblem } from './note-field.tsx'
import { RawJson } from './raw-json.tsx'

const WORDS: Readonly<Record<ApprovalVerdict, string>> = {
  approved: 'Approve it as it stands',
  changes_requested: 'Request changes',
  rejected: 'Reject',
}

/** A gate whose subject is not understood: nothing that is asked may be invisible, and it takes the same answers. */
export function RawGate({ decision, next, id }: GateBodyProps): ReactElement {
  const { gate, view, can, decide, rationale } = decision
  const offers = (verdict: ApprovalVerdict): boolean => view?.verdicts.includes(verdict) ?? false
  const isTooLong = noteProblem(rationale) !== null
  useCommands(
    can('approved') && !isTooLong
      ? [{ keys: 'mod+enter', label: 'approve', group: 'Decision', hint: true, run: () => void decide('approved') }]
      : [],
  )
  const dock = (
    <>
      <DecidingButton
        keys="mod+enter"
        disabled={!can('approved') || isTooLong}
        reason={view === null ? 'The question is being read.' : null}
        onClick={() => void decide('approved')}
      >
        {WORDS.approved}
      </DecidingButton>
      <div className="mt-2 flex items-center gap-2">
        {offers('changes_requested') && (
          <Button
            className="grow"
            disabled={!can('changes_requested') || rationale.trim() === '' || isTooLong}
            onClick={() => void decide('changes_requested')}
          >
            {WORDS.changes_requested}
          </Button>
        )}
        {offers('rejected') && (
          <Button look="danger" disabled={!can('rejected') || isTooLong} onClick={() => void decide('rejected')}>
            {WORDS.rejected}
          </Button>
        )}
      </div>
      {offers('changes_requested') && rationale.trim() === '' && (
        <p className="mt-1 text-12 text-ink-2">Requesting changes needs a note.</p>
      )}
    </>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title="A request this version can’t read">
        {gate && (
          <>
            <p className="mb-2 wrap-anywhere" dir="auto">
              {gate.question}
            </p>
            <RawJson value={gate.subject} label="The question as it was stored" />
          </>
        )}
      </Section>
      {decision.outcome === null && (
        <NoteSection decision={decision} label="Why" hint="kept with your answer" placeholder="Optional" />
      )}
    </DecisionPanel>
  )
}
