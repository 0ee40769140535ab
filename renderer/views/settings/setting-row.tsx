import { type ReactElement, type ReactNode, useId } from 'react'
import { FROM_TEXTS, SETTING_NOTES, type SettingKey } from '../../../shared/settings/notes.ts'
import { Button } from '../../ui/button.tsx'
import * as TEXT from '../../words/texts/settings.ts'
import type { SettingsForm } from './use-settings.ts'

/** One setting: its name, what it changes and from when, its control, and the way back to its default. */
export function SettingRow({
  setting,
  title,
  form,
  children,
}: {
  setting: SettingKey
  title: string
  form: SettingsForm
  children: ReactNode
}): ReactElement {
  const id = useId()
  const { what, from } = SETTING_NOTES[setting]
  const isSet = form.view.set.includes(setting)
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-[minmax(0,1fr)_minmax(0,20rem)] gap-6 border-line border-b py-3"
    >
      <div className="min-w-0">
        <h3 id={id} className="font-medium">
          {title}
        </h3>
        <p className="text-ink-2">{what}</p>
        <p className="text-12 text-ink-3">{FROM_TEXTS[from]}</p>
        {isSet && (
          <Button
            look="quiet"
            className="-ml-2.5"
            label={TEXT.defaultAgainWith(title)}
            disabled={form.isLocked}
            onClick={() => form.reset(setting)}
          >
            {TEXT.defaultAgain}
          </Button>
        )}
      </div>
      <fieldset disabled={form.view.problem !== null} className="min-w-0">
        <legend className="sr-only">{title}</legend>
        {children}
      </fieldset>
    </section>
  )
}

/** A heading above several settings. */
export function SettingsGroup({
  title,
  text,
  children,
}: {
  title: string
  text?: ReactNode
  children: ReactNode
}): ReactElement {
  return (
    <section className="mt-8 first:mt-0">
      <h2 className="text-15 font-strong">{title}</h2>
      {text !== undefined && <p className="text-ink-2">{text}</p>}
      <div className="mt-2 border-line border-t">{children}</div>
    </section>
  )
}
