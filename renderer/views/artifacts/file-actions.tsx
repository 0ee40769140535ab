import { type ReactElement, useState } from 'react'
import { useAction, useAppData, useCall } from '../../data/app-data.tsx'
import { saveArtifact } from '../../data/save-file.ts'
import { useStore } from '../../data/store.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { showHidden } from '../../viewers/text.ts'
import { baseName } from '../../words/numbers.ts'
import * as TEXT from '../../words/texts/artifact-details.ts'

export interface FileActionsProps {
  artifactId: string
  runId: string
  path: string
  onNote(text: string): void
}

/** The file outside of the window: saved by a browser, or opened in an editor of this machine. Nothing here runs it. */
export function FileActions(props: FileActionsProps): ReactElement | null {
  const info = useStore(useAppData().info)
  if (!info?.ok) return null
  return info.value.host === 'serve' ? <Save {...props} /> : <OpenIn {...props} />
}

function Save({ artifactId, path, onNote }: FileActionsProps): ReactElement {
  const { client } = useAppData()
  const name = baseName(path)
  const save = (): void => {
    void saveArtifact(client, artifactId, name).then((saved) =>
      onNote(saved.ok ? TEXT.yourBrowserSaves(showHidden(name)) : `${saved.error.message} ${saved.error.remedy ?? ''}`),
    )
  }
  return (
    <Button icon="download" onClick={save}>
      {TEXT.save}
    </Button>
  )
}

function OpenIn({ artifactId, runId, path, onNote }: FileActionsProps): ReactElement | null {
  const { value } = useCall('worktree.get', { runId })
  const [asked, setAsked] = useState<{ id: string; name: string } | null>(null)
  const action = useAction('artifacts.open')
  // One that runs in a terminal is told a folder only.
  const editors = (value?.programs ?? []).filter(({ kind, id }) => kind === 'editor' && id !== 'editor')
  const [first] = editors
  if (first === undefined) return null
  const open = (program: string): void => {
    setAsked(null)
    void action.run({ id: artifactId, program }).then((reply) => {
      if (reply === null) return
      onNote(reply.ok ? TEXT.openedIn(reply.value.name) : `${reply.error.message} ${reply.error.remedy ?? ''}`)
    })
  }
  return (
    <>
      <Menu label={TEXT.openFileIn} button={{ children: TEXT.openFileInEllipsis, disabled: action.isRunning }}>
        {editors.map((editor) => (
          <MenuItem key={editor.id} onClick={() => setAsked(editor)}>
            {editor.name}
          </MenuItem>
        ))}
      </Menu>
      {asked !== null && (
        <Confirm
          title={TEXT.openThisFileIn(asked.name)}
          text={TEXT.agentOrCommandWrote(showHidden(baseName(path)))}
          action={TEXT.openItIn(asked.name)}
          onConfirm={() => open(asked.id)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
