import { type ReactElement, useState } from 'react'
import { useAction, useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { hrefOf } from '../../route.ts'
import { ReportDialog } from '../../shell/report-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings-storage.ts'
import { SettingRow, SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

const UPDATE_TEXTS = [
  { value: 'ask', title: TEXT.whenIAsk, text: TEXT.fromMenu },
  { value: 'download', title: TEXT.daily, text: TEXT.newOneIsFetched },
  { value: 'off', title: TEXT.never },
] as const

/** Which Triptych this is, where its files are, and a report to read. */
export function AboutSection({ form }: { form: SettingsForm | null }): ReactElement {
  const info = useStore(useAppData().info)
  const logs = useAction('logs.show')
  const file = useAction('settings.show')
  const [isReporting, setReporting] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const showLogs = async (): Promise<void> => {
    const done = await logs.run({})
    if (done?.ok) setShown(placeText(TEXT.logsAre, done.value))
  }
  const showFile = async (): Promise<void> => {
    const done = await file.run({})
    if (done?.ok) setShown(placeText(TEXT.settingsAre, done.value))
  }
  const error = logs.error ?? file.error
  return (
    <SettingsGroup title={TEXT.thisTriptych}>
      {info?.ok && (
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-y-2 border-line border-b py-3">
          <Fact name={TEXT.version} value={info.value.version} />
          <Fact name={TEXT.node} value={info.value.node} />
          <Fact name="SQLite" value={info.value.sqlite} />
          <Fact name={TEXT.electron} value={info.value.electron ?? TEXT.noneThisIsBrowser} />
          <Fact name={TEXT.system} value={info.value.platform} />
          <Fact name={TEXT.dataFolder} value={info.value.home} />
          <Fact name={COMMON.sandbox} value={info.value.sandbox} />
        </dl>
      )}
      {form !== null && (
        <SettingRow setting="updates" title={TEXT.newVersions} form={form}>
          <Choice
            legend={TEXT.newVersions}
            legendHidden
            value={form.values.updates}
            options={UPDATE_TEXTS}
            onChange={(value) => void form.change([{ path: ['updates'], value }])}
          />
        </SettingRow>
      )}
      <div className="flex flex-wrap items-center gap-3 py-3">
        <Button icon="folder" onClick={() => void showLogs()}>
          {TEXT.showLogs}
        </Button>
        <Button icon="file" onClick={() => void showFile()}>
          {TEXT.showSettingsJson}
        </Button>
        <Button icon="info" onClick={() => setReporting(true)}>
          {COMMON.makeReport}
        </Button>
        <a href={hrefOf({ name: 'welcome' })} className="text-lapis underline">
          {COMMON.whatTriptychIs}
        </a>
      </div>
      <p role="status" className="text-ink-2 wrap-anywhere">
        {shown}
      </p>
      {error !== null && <Failure error={error} />}
      {isReporting && (
        <ReportDialog
          title={TEXT.reportOnThisTriptych}
          fault={{ where: TEXT.askedForByPerson, message: TEXT.noFault, stack: null }}
          onClose={() => setReporting(false)}
        />
      )}
    </SettingsGroup>
  )
}

const placeText = (what: string, { path, revealed }: { path: string; revealed: boolean }): string =>
  `${what} ${revealed ? TEXT.shownInYourFileManager : 'here'}: ${path}`

function Fact({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </>
  )
}
