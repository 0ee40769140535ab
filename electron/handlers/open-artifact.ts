import type { Handlers } from '../../shared/contract.ts'
import { err, ok } from '../../shared/result.ts'
import { artifactFile, openPlain, sentenceOf } from '../artifact-files.ts'
import { machineOf } from '../open-in/machine.ts'
import { openingFile } from '../open-in/open-file.ts'
import { programsOf } from '../open-in/programs.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

/** The window names an artifact and an editor of ours to choose from; neither a path nor a command comes from it. */
export function openArtifactHandlers({
  backend,
  shell,
  around,
}: Pick<HostParts, 'backend' | 'shell' | 'around'>): Pick<Handlers, 'artifacts.open'> {
  const { home, store } = backend
  return {
    'artifacts.open': async ({ id, program: wanted }) => {
      const artifact = store.findArtifact(id)
      if (!artifact) return notFound('Artifact', id)
      if (shell.launch === null) {
        const message = 'A window in a browser starts no programs.'
        return err({ code: 'unavailable', message, remedy: 'Save the file, or copy its path.' })
      }
      // What is no plain file of the data folder is handed to nobody.
      const looked = await openPlain(home, artifactFile(home, artifact), async () => null)
      if (!looked.ok) {
        const message = `The file was not opened: ${sentenceOf(looked.error)}`
        return refusalReply({ code: 'not_a_plain_file', message, remedy: 'Look at it with another program.' })
      }
      await around.environmentReady
      const program = programsOf(machineOf(around.environment)).find((known) => known.id === wanted)
      const launch = program && openingFile(program, looked.value.place)
      if (!program || !launch) return notFound('Editor', wanted)
      const opened = await shell.launch(launch, around.environment)
      return opened.ok
        ? ok({ name: program.name })
        : err({ code: 'unavailable', message: `${program.name} did not open: ${opened.error}` })
    },
  }
}
