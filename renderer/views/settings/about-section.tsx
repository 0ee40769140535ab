import { type ReactElement, useState } from 'react'
import { useAction, useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { hrefOf } from '../../route.ts'
import { ReportDialog } from '../../shell/report-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import { SettingRow, SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

const UPDATE_TEXTS = [
  { value: 'ask', title: 'When I ask', text: 'From the menu.' },
  { value: 'download', title: 'Daily', text: 'A new one is fetched.' },
  { value: 'off', title: 'Never' },
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
    if (done?.ok) setShown(placeText('The logs are', done.value))
  }
  const showFile = async (): Promise<void> => {
    const done = await file.run({})
    if (done?.ok) setShown(placeText('The settings are', done.value))
  }
  const error = logs.error ?? file.error
  return (
    <SettingsGroup title="This Triptych">
      {info?.ok && (
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-y-2 border-line border-b py-3">
          <Fact name="Version" value={info.value.version} />
          <Fact name="Node" value={info.value.node} />
          <Fact name="SQLite" value={info.value.sqlite} />
          <Fact name="Electron" value={info.value.electron ?? 'none: this is a browser'} />
          <Fact name="System" value={info.value.platform} />
          <Fact name="Data folder" value={info.value.home} />
          <Fact name="Sandbox" value={info.value.sandbox} />
        </dl>
      )}
      {form !== null && (
        <SettingRow setting="updates" title="New versions" form={form}>
          <Choice
            legend="New versions"
            legendHidden
            value={form.values.updates}
            options={UPDATE_TEXTS}
            onChange={(value) => void form.change([{ path: ['updates'], value }])}
          />
        </SettingRow>
      )}
      <div className="flex flex-wrap items-center gap-3 py-3">
        <Button icon="folder" onClick={() => void showLogs()}>
          Show logs
        </Button>
        <Button icon="file" onClick={() => void showFile()}>
          Show settings.json
        </Button>
        <Button icon="info" onClick={() => setReporting(true)}>
          Make a report…
        </Button>
        <a href={hrefOf({ name: 'welcome' })} className="text-lapis underline">
          What Triptych is
        </a>
      </div>
      <p role="status" className="text-ink-2 wrap-anywhere">
        {shown}
      </p>
      {error !== null && <Failure error={error} />}
      {isReporting && (
        <ReportDialog
          title="A report on this Triptych"
          fault={{ where: 'asked for by the person', message: 'No fault: a report was asked for.', stack: null }}
          onClose={() => setReporting(false)}
        />
      )}
    </SettingsGroup>
  )
}

const placeText = (what: string, { path, revealed }: { path: string; revealed: boolean }): string =>
  `${what} ${revealed ? 'shown in your file manager' : 'here'}: ${path}`

function Fact({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </>
  )
}
