import { type ReactElement, type ReactNode, type Ref, useId } from 'react'

const CONTROL = 'w-full rounded-control border bg-lit px-2 py-1 min-h-7 text-ink disabled:bg-sunken disabled:text-ink-3'
const border = (isWrong: boolean): string =>
  isWrong ? 'border-fail inset-ring inset-ring-fail' : 'border-line-control'

interface FieldProps {
  label: ReactNode
  /** Beside the label: "optional", what it is for. */
  hint?: string
  /** Below the field, and its description for screen readers. */
  problem?: string | null
  /** The label is read out, and not shown. */
  labelHidden?: boolean
}

function Labelled({
  label,
  hint,
  problem,
  labelHidden,
  children,
  id,
}: FieldProps & { id: string; children: ReactNode }): ReactElement {
  return (
    <div className="min-w-0">
      <div className={labelHidden ? 'sr-only' : 'mb-1 flex items-baseline gap-2'}>
        <label htmlFor={id} className="text-12 font-medium text-ink-2">
          {label}
        </label>
        {hint !== undefined && <span className="text-12 text-ink-3">{hint}</span>}
      </div>
      {children}
      {problem && (
        <p id={`${id}-problem`} className="mt-1 text-12 text-fail">
          {problem}
        </p>
      )}
    </div>
  )
}

interface TextProps extends FieldProps {
  value: string
  onChange(value: string): void
  placeholder?: string
  disabled?: boolean
  mono?: boolean
  inputRef?: Ref<HTMLInputElement>
  onEnter?(): void
  type?: 'text' | 'search' | 'number' | 'password'
}

export function TextField({
  value,
  onChange,
  placeholder,
  disabled,
  mono,
  inputRef,
  onEnter,
  type = 'text',
  ...field
}: TextProps): ReactElement {
  const id = useId()
  return (
    <Labelled {...field} id={id}>
      <input
        id={id}
        ref={inputRef}
        type={type}
        value={value}
        placeholder={placeholder}
        disabled={disabled}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={field.problem ? true : undefined}
        aria-describedby={field.problem ? `${id}-problem` : undefined}
        className={`${CONTROL} ${border(Boolean(field.problem))} ${mono ? 'font-mono' : ''}`}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && onEnter && !event.nativeEvent.isComposing) {
            event.preventDefault()
            onEnter()
          }
        }}
      />
    </Labelled>
  )
}

interface AreaProps extends FieldProps {
  value: string
  onChange(value: string): void
  placeholder?: string
  rows?: number
  mono?: boolean
  areaRef?: Ref<HTMLTextAreaElement>
  /** The command key and Enter. */
  onSubmit?(): void
}

/** Grows with its text. */
export function TextArea({
  value,
  onChange,
  placeholder,
  rows = 3,
  mono,
  areaRef,
  onSubmit,
  ...field
}: AreaProps): ReactElement {
  const id = useId()
  return (
    <Labelled {...field} id={id}>
      <textarea
        id={id}
        ref={areaRef}
        value={value}
        rows={rows}
        placeholder={placeholder}
        dir="auto"
        spellCheck={false}
        aria-invalid={field.problem ? true : undefined}
        aria-describedby={field.problem ? `${id}-problem` : undefined}
        className={`${CONTROL} ${border(Boolean(field.problem))} field-sizing-content max-h-96 resize-y px-2.5 py-2 ${mono ? 'font-mono' : ''}`}
        // The text alone would make an empty field one line high.
        style={{ minHeight: `calc(${rows}lh + 18px)` }}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
          if (!onSubmit) return
          event.preventDefault()
          onSubmit()
        }}
      />
    </Labelled>
  )
}

/** One thing that is so or not. */
export function Checkbox({
  label,
  checked,
  onChange,
  disabled = false,
}: {
  label: ReactNode
  checked: boolean
  onChange(checked: boolean): void
  disabled?: boolean
}): ReactElement {
  return (
    <label className="flex min-h-7 items-center gap-2">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-lapis-fill outline-offset-2"
      />
      {label}
    </label>
  )
}

interface SelectProps extends FieldProps {
  value: string
  onChange(value: string): void
  options: readonly { value: string; text: string; disabled?: boolean }[]
  disabled?: boolean
}

export function Select({ value, onChange, options, disabled, ...field }: SelectProps): ReactElement {
  const id = useId()
  return (
    <Labelled {...field} id={id}>
      <select
        id={id}
        value={value}
        disabled={disabled}
        className={`${CONTROL} ${border(Boolean(field.problem))}`}
        aria-describedby={field.problem ? `${id}-problem` : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** One of a few, all in sight, each with what it means. Arrow keys move, as in any radio group. */
export function Choice<T extends string>({
  legend,
  value,
  onChange,
  options,
  legendHidden = false,
}: {
  legend: string
  value: T
  onChange(value: T): void
  options: readonly { value: T; title: string; text?: ReactNode; problem?: string | null }[]
  legendHidden?: boolean
}): ReactElement {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className={legendHidden ? 'sr-only' : 'mb-1 text-12 font-medium text-ink-2'}>{legend}</legend>
      <div className="divide-y divide-line overflow-hidden rounded-control border border-line-control">
        {options.map((option) => {
          const isOff = option.problem !== undefined && option.problem !== null
          return (
            <label
              key={option.value}
              className={`flex items-start gap-3 px-3 py-1.5 ${option.value === value ? 'bg-selected' : 'bg-lit'} ${isOff ? '' : 'hover:bg-hover'}`}
            >
              <input
                type="radio"
                name={name}
                checked={option.value === value}
                disabled={isOff}
                onChange={() => onChange(option.value)}
                className="mt-1 accent-lapis-fill outline-offset-2"
              />
              <span className="min-w-0 flex-1">
                <span className={`font-medium ${isOff ? 'text-ink-3' : ''}`}>{option.title}</span>
                {option.text !== undefined && <span className="block text-12 text-ink-2">{option.text}</span>}
                {isOff && <span className="block text-12 text-fail">{option.problem}</span>}
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
