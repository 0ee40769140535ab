import { z } from 'zod'

/** `settings.json`, `desktop`: what the application does beside its windows. */
export const desktopSettingsSchema = z.strictObject({
  /** A tray icon with what waits, always; without it there is one only while no window is open. */
  tray: z.boolean().default(false),
  /** A notification of a question is heard, too, as the system does it. */
  sound: z.boolean().default(true),
  /** The machine is not sent to sleep while a run works. */
  keepAwake: z.boolean().default(false),
})
export type DesktopSettings = z.infer<typeof desktopSettingsSchema>

export const DEFAULT_DESKTOP: DesktopSettings = desktopSettingsSchema.parse({})
