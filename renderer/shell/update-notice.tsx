import { type ReactElement, useState } from 'react'
import { useAction, useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Failure } from '../ui/notice.tsx'
import { showLines } from '../viewers/text.ts'
import * as TEXT from '../words/texts/shell.ts'
import { updateWords } from '../words/update-words.ts'

/** The program's next version, above whatever is shown, until the person has answered. */
export function UpdateNotice(): ReactElement | null {
  const { update } = useAppData()
  const view = useStore(update)
  const act = useAction('updates.act')
  const words = view && updateWords(view)
  if (!words) return null
  return (
    <section
      aria-label={TEXT.newVersion}
      className={`flex flex-none items-start gap-3 border-b px-4 py-2 ${words.isFailure ? 'border-fail bg-fail-soft' : 'border-line bg-lit'}`}
    >
      {words.isFailure && <Icon name="warning" className="mt-1 size-4 flex-none text-fail" />}
      <div className="min-w-0 flex-1">
        <p role="status" className="mt-0.5 font-medium wrap-anywhere">
          {showLines(words.title)}
        </p>
        {words.detail !== null && <p className="mt-0.5 text-12 text-ink-2 wrap-anywhere">{words.detail}</p>}
        {words.notes !== '' && <Notes key={words.title} text={words.notes} />}
        {act.error && <Failure error={act.error} />}
      </div>
      {words.answers.map(({ act: answer, label }, index) => (
        <Button
          key={label}
          look={index === 0 && words.answers.length > 1 ? 'primary' : 'plain'}
          onClick={() => void act.run({ act: answer })}
          disabled={act.isRunning}
        >
          {label}
        </Button>
      ))}
    </section>
  )
}

/** Text of whoever made the release: nothing in it is markup or a link. */
function Notes({ text }: { text: string }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" className="-ml-2.5" expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {TEXT.whatIsNew}
      </Button>
      {isOpen && (
        <section
          aria-label={TEXT.whatIsNew}
          className="max-h-60 overflow-y-auto whitespace-pre-wrap border-line border-l-2 pl-3 text-12 wrap-anywhere"
        >
          {showLines(text)}
        </section>
      )}
    </>
  )
}
