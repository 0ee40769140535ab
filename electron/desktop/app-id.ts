/** By which the system knows the installed application; `appId` of packaging/electron-builder.yml. */
export const APP_ID = 'app.triptych.desktop'
