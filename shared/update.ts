/** The application's own next version: what is known of it, and how far it has come. */

/** `ask`: looked for when a person says so; `download`: looked for daily and fetched; `off`: never. Installed only when a person says so. */
export const UPDATE_SETTINGS = ['ask', 'download', 'off'] as const
export type UpdateSetting = (typeof UPDATE_SETTINGS)[number]

export const UPDATE_ACTS = ['look', 'download', 'install', 'later'] as const
/** What a person can say about it. */
export type UpdateAct = (typeof UPDATE_ACTS)[number]

export interface NewVersion {
  version: string
  /** Plain text, written by whoever made the release; may be empty. */
  notes: string
}

export type UpdateState =
  | { step: 'idle' }
  /** Somebody is asked. `by`: who began it; what the clock began is told only if it leads to something. */
  | { step: 'checking'; by: 'person' | 'clock' }
  /** A person asked, and there is nothing newer. */
  | { step: 'newest' }
  | { step: 'available'; next: NewVersion }
  /** `percent`: 0 to 100, whole. */
  | { step: 'downloading'; next: NewVersion; percent: number }
  /** `wish` `when_idle`: installed as soon as nothing works; `later`: not spoken of until a person asks again. */
  | { step: 'ready'; next: NewVersion; wish: 'none' | 'when_idle' | 'later' }
  | { step: 'installing'; next: NewVersion }
  | { step: 'failed'; by: 'person' | 'clock'; message: string; remedy: string }

export interface UpdateView {
  /** The version that runs. */
  version: string
  state: UpdateState
  /** Why nothing can be installed now, as a sentence; null: nothing works. */
  works: string | null
}
