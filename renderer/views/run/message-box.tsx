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
        label={`Message to ${ROLE_NAMES[role]}`}
        labelHidden
        placeholder={`Message to ${ROLE_NAMES[role]}…`}
        rows={1}
        value={text}
        onChange={setText}
        onSubmit={() => send('next_turn')}
        problem={excess > 0 ? `${excess} characters too many.` : null}
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
            For the next turn
          </Button>
          {works && (
            <Button look="quiet" disabled={!isSendable} onClick={() => setAsking(true)}>
              Interrupt now
            </Button>
          )}
        </div>
      )}
      {isAsking && (
        <Confirm
          title={`Interrupt ${ROLE_NAMES[role]}?`}
          text={`What ${agent} is doing right now is cancelled: a command that runs is ended, and a question to you is closed. It then reads your message and goes on in the same session. Files it has changed stay as they are.`}
          action="Interrupt now"
          onConfirm={() => send('interrupt')}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
