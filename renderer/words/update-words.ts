import type { UpdateAct, UpdateView } from '../../shared/update.ts'

/** What is said of the program's next version, and what a person can answer. Null: nothing. */
export interface UpdateWords {
  title: string
  detail: string | null
  /** As its author wrote them; empty: none. */
  notes: string
  answers: { act: UpdateAct; label: string }[]
  isFailure: boolean
}

const AGAIN = { act: 'look', label: 'Look again' } as const
const CLOSE = { act: 'later', label: 'Close' } as const
const LATER = { act: 'later', label: 'Later' } as const

export function updateWords({ version, state, works }: UpdateView): UpdateWords | null {
  const say = (title: string, rest: Partial<UpdateWords> = {}): UpdateWords => ({
    ...{ title, detail: null, notes: '', answers: [], isFailure: false },
    ...rest,
  })
  switch (state.step) {
    case 'idle':
      return null
    case 'checking':
      return state.by === 'clock' ? null : say('Looking for a newer version…')
    case 'newest':
      return say(`Triptych ${version} is the newest version.`, { answers: [CLOSE] })
    case 'available': {
      const answers = [{ act: 'download', label: 'Download' }, LATER] as const
      return say(`Version ${state.next.version} is available.`, { ...notesOf(state), answers: [...answers] })
    }
    case 'downloading':
      return say(`Downloading version ${state.next.version}: ${state.percent} %`)
    case 'ready': {
      if (state.wish === 'later') return null
      const title = `Version ${state.next.version} is ready.`
      const answers = [{ act: 'install', label: 'Install when idle' }, LATER] as const
      if (state.wish === 'none') return say(title, { ...notesOf(state), answers: [...answers] })
      const detail = `It is installed as soon as nothing works. ${works ?? ''}`.trim()
      return say(title, { detail, answers: [{ act: 'later', label: 'Not now' }] })
    }
    case 'installing':
      return say(`Installing version ${state.next.version}. Triptych ends and starts again.`)
    case 'failed': {
      if (state.by === 'clock') return null
      return say(state.message, { detail: state.remedy, answers: [AGAIN, CLOSE], isFailure: true })
    }
  }
}

const notesOf = ({ next }: { next: { notes: string } }): { notes: string } => ({ notes: next.notes })
