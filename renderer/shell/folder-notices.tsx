import type { ReactElement } from 'react'
import { type HistoryLoss, isBlocking, LOSS_REMEDY, lossText } from '../../shared/history-loss.ts'
import { useAction, useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { hrefOf } from '../route.ts'
import { Button } from '../ui/button.tsx'
import { Coded } from '../ui/coded.tsx'
import { Icon } from '../ui/icon.tsx'
import { Failure } from '../ui/notice.tsx'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/shell.ts'

/** What is wrong with the data folder, above whatever is shown: history that is missing stays there until the person says that they know. */
export function FolderNotices(): ReactElement | null {
  const data = useAppData()
  const info = useStore(data.info)
  const problem = useStore(data.settings)?.problem ?? null
  const { losses, troubles } = info?.ok ? info.value : { losses: [], troubles: [] }
  return (
    <>
      {losses.length > 0 && <LossNotice losses={losses} />}
      {problem !== null && (
        <div role="alert" className="flex items-start gap-2 border-line border-b bg-gold-soft px-4 py-2">
          <Icon name="warning" className="mt-0.5 size-4 flex-none text-gold" />
          <span className="min-w-0 wrap-anywhere">
            {TEXT.whatWasSetBeforeStays(problem.message, problem.remedy)}{' '}
            <a href={hrefOf({ name: 'settings', section: null })} className="text-lapis underline">
              {COMMON.settings}
            </a>
          </span>
        </div>
      )}
      {troubles.map((trouble) => (
        <p key={trouble} role="alert" className="flex items-start gap-2 border-line border-b bg-gold-soft px-4 py-2">
          <Icon name="warning" className="mt-0.5 size-4 flex-none text-gold" />
          <span className="min-w-0 wrap-anywhere">{trouble}</span>
        </p>
      ))}
    </>
  )
}

function LossNotice({ losses }: { losses: readonly HistoryLoss[] }): ReactElement {
  const { info } = useAppData()
  const acknowledge = useAction('history.acknowledge')
  const blocks = losses.some(isBlocking)
  const know = async (): Promise<void> => {
    await acknowledge.run({})
    info.reload()
  }
  return (
    <section
      aria-label={TEXT.missingHistory}
      className="flex flex-none items-start gap-3 border-fail border-b border-l-4 bg-fail-soft px-4 py-3"
    >
      <Icon name="warning" className="mt-0.5 size-5 flex-none text-fail" />
      <div role="alert" className="min-w-0 flex-1">
        {losses.map((loss) => (
          <p key={loss.id} className="font-medium wrap-anywhere">
            {lossText(loss)}
          </p>
        ))}
        {blocks && (
          <p className="mt-1 text-12 text-ink-2 wrap-anywhere">
            {TEXT.nothingIsDrivenUntil} <Coded text={LOSS_REMEDY} />
          </p>
        )}
        {acknowledge.error && <Failure error={acknowledge.error} />}
      </div>
      <Button look="primary" onClick={() => void know()} disabled={acknowledge.isRunning}>
        {TEXT.iKnowWhatIsMissing}
      </Button>
    </section>
  )
}
