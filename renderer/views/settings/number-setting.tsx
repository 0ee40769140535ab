import { type ReactElement, useId, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings.ts'
import { NUMBER_RULES, type NumberKey, numberText, readNumber } from './setting-numbers.ts'
import { SettingRow } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

/** A number that is kept with Enter, with its button, or when its field is left. */
export function NumberSetting({
  setting,
  title,
  value,
  form,
}: {
  setting: NumberKey
  title: string
  value: number | null
  form: SettingsForm
}): ReactElement {
  const id = useId()
  const rule = NUMBER_RULES[setting]
  const going = numberText(value, rule)
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? going
  const read = readNumber(text, rule)
  const problem = 'problem' in read ? read.problem : null
  const isChanged = typed !== null && typed.trim() !== going
  const keep = (): void => {
    if (!isChanged) setTyped(null)
    else if ('value' in read)
      void form.change([{ path: setting.split('.'), value: read.value }]).then((isKept) => {
        if (isKept) setTyped(null)
      })
  }
  return (
    <SettingRow setting={setting} title={title} form={form}>
      <div className="flex items-center gap-2">
        <input
          id={id}
          aria-label={title}
          inputMode="decimal"
          value={text}
          placeholder={rule.mayBeNone ? COMMON.noLimit : ''}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={`${id}-unit ${id}-problem`}
          className={`min-h-7 w-32 rounded-control border bg-lit px-2 py-1 text-right tabular-nums disabled:bg-sunken disabled:text-ink-3 ${problem === null ? 'border-line-control' : 'border-fail inset-ring inset-ring-fail'}`}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            keep()
          }}
        />
        <span id={`${id}-unit`} className="text-ink-2">
          {rule.unit}
        </span>
        {isChanged && problem === null && (
          <Button onClick={keep} disabled={form.isLocked}>
            {TEXT.keep}
          </Button>
        )}
      </div>
      <p id={`${id}-problem`} className="mt-1 text-12 text-fail">
        {problem}
      </p>
    </SettingRow>
  )
}
