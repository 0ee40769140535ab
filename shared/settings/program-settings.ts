import { z } from 'zod'

/** Absolute on any of the three systems: what is none of this machine's is found missing when it is looked for. */
export const isWholePath = (place: string): boolean => /^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(place)

/** A text that a program can be given: the system cuts it at a NUL. */
export const programText = z.string().refine((text) => !text.includes('\0'), 'must hold no NUL character')

/** A bare name, looked up on PATH, or an absolute path. */
export const programSchema = programText
  .min(1)
  .refine((command) => isWholePath(command) || !/[\\/]/.test(command), 'must be a bare name or an absolute path')

/** Variables of a program. Not the one by which Triptych finds what a program left behind. */
export const variablesSchema = z.record(
  z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable takes letters, digits and _, no digit first')
    .refine((name) => name !== 'TRIPTYCH_CHILD', 'this variable is Triptych’s own'),
  programText,
)
