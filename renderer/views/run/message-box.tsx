import { type ReactElement, useRef, useState } from 'react'
import { MAX_MESSAGE_CHARACTERS } from '../../../shared/text-limits.ts'
import type { RunView } from '../../../shared/views.ts'
import type { AgentRole, MessageMode } from '../../../shared/words.ts'
import { useAction } from '../../data/app-data.tsx'
import { useDraft } from '../../data/draft.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/run.ts'
import { isAtWork } from './messages.ts'

/** What a person tells a role: for its next turn, or now. */
export function MessageBox({ view, of: role, agent }: { view: RunView; of: AgentRole; agent: string }): ReactElement {
  const { runId, turns } = view
  const [text, setText, clear] = useDraft(`message.${runId}.${role}`)
  const [isAsking, setAsking] = useState(false)
  const steer = useAction('runs.steer')
  const field = useRef<HTMLTextAreaElement>(null)
  const works = isAtWork(turns, role)
  const excess = text.length - MAX_MESSAGE_CHARACTERS
  const isSendable = text.trim() !== '' && excess <= 0 && !steer.isRunning
  const send = (mode: MessageMode): void => {
    setAsking(false)
    if (!isSendable) return
    void steer.run({ runId, role, mode, text: text.trim() }).then((reply) => {
      if (!reply?.ok) return
      clear()
      field.current?.focus()
    })
  }
  return (
    <div>
      <TextArea
        label={TEXT.messageTo(ROLE_NAMES[role])}
        labelHidden
        placeholder={TEXT.messageToWith(ROLE_NAMES[role])}
        rows={1}
        value={text}
        onChange={setText}
        onSubmit={() => send('next_turn')}
        problem={excess > 0 ? TEXT.charactersTooMany(excess) : null}
        areaRef={field}
      />
      {steer.error !== null && (
        <p role="alert" className="mt-1 text-12 text-fail wrap-anywhere">
          {steer.error.message} {steer.error.remedy}
        </p>
      )}
      {text !== '' && (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Button keys="mod+enter" disabled={!isSendable} onClick={() => send('next_turn')}>
            {TEXT.forNextTurn}
          </Button>
          {works && (
            <Button look="quiet" disabled={!isSendable} onClick={() => setAsking(true)}>
              {TEXT.interruptNow}
            </Button>
          )}
        </div>
      )}
      {isAsking && (
        <Confirm
          title={TEXT.interrupt(ROLE_NAMES[role])}
          text={TEXT.whatIsDoingRightNowIsCancelled(agent)}
          action={TEXT.interruptNow}
          onConfirm={() => send('interrupt')}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
