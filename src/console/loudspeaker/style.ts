/** Paper: no colour that a printer would waste, letters that are read standing up. */
export const LOUDSPEAKER_STYLE = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: #000; overflow-wrap: break-word;
  font: 1.125rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
h1, h2, p, ol { margin: 0; padding: 0; }
ol { list-style: none; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 3px solid #000; padding-bottom: .6rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
.place { font-size: 1.25rem; font-weight: 700; }
.week { font-weight: 600; }
.unreviewed { margin-bottom: .75rem; padding: .3rem .6rem; border: 2px solid #000; font-weight: 700; }
.how { margin-top: .75rem; }
.reading { border-bottom: 1px solid #000; padding: .9rem 0; break-inside: avoid; }
h2 { font-size: 1.125rem; line-height: 1.3; }
.note { display: inline-block; margin-top: .35rem; padding: 0 .5rem; border: 2px solid #000; font-weight: 700; }
.words { margin-top: .4rem; font-size: 1.5rem; line-height: 1.5; }
footer { margin-top: .75rem; font-size: .95rem; }
.bar { background: #eee; border-bottom: 1px solid #000; }
.bar form { max-width: 46rem; margin: 0 auto; padding: .75rem 1rem; display: grid; gap: .6rem; grid-template-columns: minmax(0, 1fr); align-items: end; }
.bar label { display: block; font-weight: 600; font-size: .95rem; }
.bar select, .bar button { font: inherit; min-height: 2.75rem; width: 100%; min-width: 0; padding: .3rem .6rem; border: 1px solid #000; border-radius: .3rem; background: #fff; color: #000; }
.bar button { font-weight: 600; cursor: pointer; }
.bar a { color: #000; }
.bar p { font-size: .95rem; }
:focus-visible { outline: 3px solid #1d5c8a; outline-offset: 2px; }
@media (min-width: 48rem) { .bar form { grid-template-columns: 1fr 1fr auto; } .bar p { grid-column: 1 / -1; } }
@media print {
  @page { size: A4; margin: 15mm; }
  .bar { display: none; }
  main { max-width: none; padding: 0; }
  body { font-size: 12pt; }
  h1 { font-size: 20pt; }
  .place { font-size: 15pt; }
  h2 { font-size: 13pt; }
  .words { font-size: 18pt; line-height: 1.45; }
}
`;
