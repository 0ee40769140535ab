/** The report's look: Triptych's colours, by the reader's own choice of light and dark; on paper always light. */
export const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#fbfaf7,#16171b);--ink:light-dark(#1d1e22,#e9e8e4);--ink2:light-dark(#55575f,#a9abb3);
--line:light-dark(#d9d7d0,#34363d);--sunk:light-dark(#f1efe9,#1e2025);--good:light-dark(#0c6b50,#5cc5a3);--bad:light-dark(#a3291d,#f0897c);
--warn:light-dark(#7a5300,#e0b34d);--add:light-dark(#e3f3ec,#14332a);--del:light-dark(#fae6e3,#3d1f1c)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:68rem;padding:2rem 1.5rem 4rem;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:22px;line-height:1.3;margin:.2em 0 .6em;white-space:pre-wrap}
h2{font-size:17px;margin:2.6em 0 .7em;padding-top:.5em;border-top:2px solid var(--line)}
h3{font-size:15px;margin:2em 0 .4em}
h4{font-size:14px;margin:1.4em 0 .3em}
p,ul,ol{margin:.4em 0 .8em}
.meta,dt,caption{color:var(--ink2)}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.good,.bad,.warn{font-weight:600}
ul.warn{font-weight:400}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}
pre{margin:.4em 0 1em;padding:.6em .8em;background:var(--sunk);border:1px solid var(--line);white-space:pre-wrap}
.text{white-space:pre-wrap}
blockquote{margin:.4em 0 .8em;padding-left:.8em;border-left:3px solid var(--line);white-space:pre-wrap}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25em 1.2em;margin:.6em 0 1em}
dd{margin:0}
table{width:100%;border-collapse:collapse;margin:.6em 0 1em}
caption{text-align:left;padding-bottom:.3em}
th,td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums}
.diff{padding:0}
.diff span{display:block;padding:0 .8em}
.diff .a{background:var(--add)}.diff .d{background:var(--del)}.diff .f{font-weight:600;padding-top:.8em}.diff .h{color:var(--ink2)}
a{color:inherit}
:target{outline:2px solid var(--warn);outline-offset:2px}
@media print{
:root{color-scheme:light}
body{max-width:none;padding:0;font-size:10.5pt;background:#fff}
code,pre,.mono{font-size:8.5pt}
h2,h3,h4{break-after:avoid}
tr,blockquote{break-inside:avoid}
a{text-decoration:none}
}
`
