import { type ReactElement, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { RunExported } from '../../../shared/views.ts'
import { useAppData } from '../../data/app-data.tsx'
import { saveArtifact } from '../../data/save-file.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Failure } from '../../ui/notice.tsx'
import { showHidden } from '../../viewers/text.ts'
import { CopyLine } from '../gates/copy-line.tsx'

type Form = 'folder' | 'report'
type State =
  | { kind: 'idle' | 'working' }
  | { kind: 'done'; form: Form; exported: RunExported }
  | { kind: 'failed'; error: RpcError }

/** The run as something to keep or to give away: a folder that can be verified, or one page. */
export function ExportMenu({ runId }: { runId: string }): ReactElement {
  const { client } = useAppData()
  const [isOpen, setOpen] = useState(false)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const close = (): void => setState({ kind: 'idle' })
  const start = async (form: Form): Promise<void> => {
    setOpen(false)
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
    { keys: 'shift+e', label: 'export the run', group: 'Run', run: () => void (isWorking || start('folder')) },
    { keys: 'shift+r', label: 'export a report', group: 'Run', run: () => void (isWorking || start('report')) },
  ])
  return (
    <div className="relative flex flex-none items-center gap-2">
      <p role="status" className="text-12 text-ink-3">
        {isWorking && 'Exporting…'}
      </p>
      <Button
        look="quiet"
        icon="download"
        label="Export"
        title="Export the run (Shift+E)"
        hasMenu
        expanded={isOpen}
        disabled={isWorking}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <Menu label="Export the run" onClose={() => setOpen(false)}>
          <MenuItem onClick={() => void start('folder')}>As a folder that can be verified</MenuItem>
          <MenuItem onClick={() => void start('report')}>As a report on one page</MenuItem>
        </Menu>
      )}
      {state.kind === 'done' && <Done form={state.form} exported={state.exported} onClose={close} />}
      {state.kind === 'failed' && (
        <Dialog title="Not exported" onClose={close}>
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
    <Dialog title="Run exported" onClose={onClose} wide>
      <div className="flex flex-col gap-3 px-4 py-3">
        <p className="wrap-anywhere">
          {exported.kind === 'saved' ? 'It is at ' : 'Your browser saves it as '}
          <code>{showHidden(place)}</code>.
        </p>
        <p className="text-ink-2">
          {form === 'folder'
            ? `${isZip ? 'Unpack it first. ' : ''}This compares every file with its hash, and the answers with what they were bound to. Keep the hash: it tells a folder that was rewritten as a whole.`
            : 'The page holds its own hash, and that of the contents it is about. In a folder that was exported, too, this compares both.'}
        </p>
        <CopyLine text={verify} label="How it is verified, in a terminal" />
      </div>
    </Dialog>
  )
}
