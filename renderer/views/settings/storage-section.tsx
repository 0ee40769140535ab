import { type ReactElement, useState } from 'react'
import type { StorageView } from '../../../shared/views.ts'
import { useAppData, useCall } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { Failure, Loading } from '../../ui/notice.tsx'
import { sizeText } from '../../viewers/size-text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings-storage.ts'
import { NumberSetting } from './number-setting.tsx'
import { SettingsGroup } from './setting-row.tsx'
import { StorageRuns } from './storage-runs.tsx'
import { StorageTrash } from './storage-trash.tsx'
import type { SettingsForm } from './use-settings.ts'

/** How long things are kept, what they take, and cleaning up. */
export function StorageSection({ form }: { form: SettingsForm }): ReactElement {
  const { runs } = useAppData()
  const { retention } = form.values
  // Whatever is removed or comes back changes the list of runs; what is kept, the next sweep.
  const version = `${useStore(runs).unfiltered.length} ${form.view.revision}`
  const storage = useCall('storage.read', {}, version)
  const [told, setTold] = useState<string | null>(null)
  const onDone = (text: string): void => {
    setTold(text)
    storage.reload()
    runs.reload()
  }
  return (
    <>
      <SettingsGroup title={TEXT.howLongThingsAreKept} text={TEXT.runsThatHaveNotEnded}>
        <NumberSetting setting="retention.days" title={TEXT.endedRuns} value={retention.days} form={form} />
        <NumberSetting setting="retention.gigabytes" title={TEXT.diskUse} value={retention.gigabytes} form={form} />
        <NumberSetting
          setting="retention.outputDays"
          title={TEXT.outputOfAgents}
          value={retention.outputDays}
          form={form}
        />
      </SettingsGroup>
      <SettingsGroup
        title={TEXT.diskUseByRun}
        text={storage.value === null ? undefined : diskText(storage.value, retention.gigabytes)}
      >
        {storage.error !== null && <Failure error={storage.error} retry={storage.reload} />}
        {storage.value === null && storage.error === null && <Loading what={TEXT.whatLiesOnDisk} />}
        <p role="status" className="text-ink-2 not-empty:py-2">
          {told}
        </p>
        {storage.value !== null && <StorageRuns runs={storage.value.runs} onDone={onDone} />}
      </SettingsGroup>
      {storage.value !== null && (
        <SettingsGroup title={TEXT.trash} text={COMMON.eachCanBePutBack}>
          <StorageTrash rows={storage.value.trash} onDone={onDone} />
        </SettingsGroup>
      )}
    </>
  )
}

function diskText({ bytes, database, backups, logs }: StorageView, gigabytes: number | null): string {
  const of = gigabytes === null ? '' : TEXT.ofGigabytes(gigabytes)
  return TEXT.inAll(sizeText(bytes), of, sizeText(database), sizeText(backups), sizeText(logs))
}
