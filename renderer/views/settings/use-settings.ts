import { useState } from 'react'
import type { Input, RpcError } from '../../../shared/contract.ts'
import type { SettingKey } from '../../../shared/settings/notes.ts'
import type { SettingsView, ShownSettings } from '../../../shared/views.ts'
import { useAction, useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'

export type SettingChanges = Input<'settings.change'>['changes']

/** The settings as they go, and the one way to change them. */
export interface SettingsForm {
  view: SettingsView
  values: ShownSettings
  /** True once it is saved. Refused: `error` says why, and nothing was changed. */
  change(changes: SettingChanges): Promise<boolean>
  /** Back to the default. */
  reset(key: SettingKey): void
  /** Nothing can be changed now: a change is under way, or the file cannot be read. */
  isLocked: boolean
  error: RpcError | null
}

/** Null until they were read. `values` null in `view`: nothing could be read yet. */
export function useSettings(): { view: SettingsView | null; form: SettingsForm | null } {
  const { client, settings } = useAppData()
  const view = useStore(settings)
  const save = useAction('settings.change')
  const [stale, setStale] = useState<RpcError | null>(null)
  if (view === null || view.settings === null) return { view, form: null }
  const change = async (changes: SettingChanges): Promise<boolean> => {
    setStale(null)
    const reply = await save.run({ revision: view.revision, changes })
    if (reply === null) return false
    if (reply.ok) {
      settings.set(reply.value)
      return true
    }
    if (reply.error.code === 'stale') {
      setStale(reply.error)
      const now = await client.call('settings.read', {})
      if (now.ok) settings.set(now.value)
    }
    return false
  }
  const reset = (key: SettingKey): void => void change([{ path: key.split('.') }])
  const form = {
    view,
    values: view.settings,
    change,
    reset,
    isLocked: save.isRunning || view.problem !== null,
    error: stale ?? save.error,
  }
  return { view, form }
}
