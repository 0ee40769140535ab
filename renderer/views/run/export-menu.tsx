import { type ReactElement, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { RunExported } from '../../../shared/views.ts'
import { useAppData } from '../../data/app-data.tsx'
import { saveArtifact } from '../../data/save-file.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Failure } from '../../ui/notice.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'
import { CopyLine } from '../gates/copy-line.tsx'

type Form = 'folder' | 'report'
type State =
  | { kind: 'idle' | 'working' }
  | { kind: 'done'; form: Form; exported: RunExported }
  | { kind: 'failed'; error: RpcError }

/** The run as something to keep or to give away: a folder that can be verified, or one page. */
export function ExportMenu({ runId }: { runId: string }): ReactElement {
  const { client } = useAppData()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const close = (): void => setState({ kind: 'idle' })
  const start = async (form: Form): Promise<void> => {
    setState({ kind: 'working' })
    const reply = await client.call('runs.export', { runId, as: form })
    if (!reply.ok) return setState({ kind: 'failed', error: reply.error })
    const exported = reply.value
    if (exported === null) return close()
    const saved = exported.kind === 'saved' ? null : await saveArtifact(client, exported.artifactId, exported.name)
    if (saved?.ok === false) return setState({ kind: 'failed', error: saved.error })
    setState({ kind: 'done', form, exported })
  }
  const isWorking = state.kind === 'working'
  useCommands([
    { keys: 'shift+e', label: TEXT.exportRunLower, group: COMMON.run, run: () => void (isWorking || start('folder')) },
    { keys: 'shift+r', label: TEXT.exportReport, group: COMMON.run, run: () => void (isWorking || start('report')) },
  ])
  return (
    <div className="flex flex-none items-center gap-2">
      <p role="status" className="text-12 text-ink-3">
        {isWorking && TEXT.exporting}
      </p>
      <Menu
        label={TEXT.exportRun}
        button={{
          look: 'quiet',
          icon: 'download',
          label: COMMON.exportRun,
          title: TEXT.exportRunWithKey,
          disabled: isWorking,
        }}
      >
        <MenuItem onClick={() => void start('folder')}>{TEXT.asFolderThatCanBeVerified}</MenuItem>
        <MenuItem onClick={() => void start('report')}>{TEXT.asReportOnOnePage}</MenuItem>
      </Menu>
      {state.kind === 'done' && <Done form={state.form} exported={state.exported} onClose={close} />}
      {state.kind === 'failed' && (
        <Dialog title={TEXT.notExported} onClose={close}>
          <Failure error={state.error} />
        </Dialog>
      )}
    </div>
  )
}

function Done({ form, exported, onClose }: { form: Form; exported: RunExported; onClose(): void }): ReactElement {
  const place = exported.kind === 'saved' ? exported.path : exported.name
  const isZip = exported.kind === 'download' && form === 'folder'
  const folder = isZip ? place.replace(/\.zip$/, '') : place
  const verify =
    form === 'folder'
      ? `triptych verify "${folder}" --hash ${exported.contents}`
      : `triptych verify <folder> --html "${place}"`
  return (
    <Dialog title={TEXT.runExported} onClose={onClose} wide>
      <div className="flex flex-col gap-3 px-4 py-3">
        <p className="wrap-anywhere">
          {exported.kind === 'saved' ? TEXT.itIsAt : TEXT.yourBrowserSavesItAs}
          <code>{showHidden(place)}</code>.
        </p>
        <p className="text-ink-2">
          {form === 'folder'
            ? TEXT.thisComparesEveryFileWithItsHash(isZip ? TEXT.unpackItFirst : '')
            : TEXT.pageHoldsItsOwnHash}
        </p>
        <CopyLine text={verify} label={TEXT.howItIsVerifiedInTerminal} />
      </div>
    </Dialog>
  )
}
