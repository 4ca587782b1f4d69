/** The one style sheet of the simulator: warm paper, brick red, and the green screen of an old telephone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbf6ee; --card: #fffdf9; --ink: #2b2420; --soft: #695c53; --line: #e2d6c5;
  --brick: #9c3f24; --brick-deep: #7f3019; --on-brick: #fffaf5; --wash: #f6e9df; --focus: #1d5c8a;
  --body: #3a322d; --body-edge: #26201c; --screen: #dfe7cd; --screen-line: #b9c5a0; --glass: #f4f7ea;
  --screen-ink: #1f2915; --screen-soft: #4a5739; --mine: #34502c; --on-mine: #f6fbef;
  --good: #22623d; --wait: #7a5200; --bad: #a02323;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1d1916; --card: #272220; --ink: #f3ebe2; --soft: #c3b5a8; --line: #443b35;
    --brick: #e8906f; --brick-deep: #f2ab8f; --on-brick: #2a120a; --wash: #3a2a22; --focus: #8cc4ee;
    --body: #110e0c; --body-edge: #4a403a; --good: #8fd0a8; --wait: #eac27a; --bad: #f2a09a;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3, p, ul, dl, dd, ol, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.05rem; line-height: 1.3; }
a { color: var(--brick-deep); text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999em; top: 0; background: var(--card); padding: .6rem 1rem; z-index: 2; }
.skip:focus { left: .5rem; top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top-in, .page, .foot { max-width: 72rem; margin: 0 auto; padding-inline: 1rem; }
.top-in { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding-block: .5rem; }
.brand { display: inline-flex; align-items: center; gap: .5rem; font-weight: 700; color: var(--ink); text-decoration: none; }
.brand svg { color: var(--brick); flex: none; }
.brand small { font-weight: 500; font-size: .8rem; color: var(--soft); }
.nav { order: 3; flex-basis: 100%; }
.nav ul { display: flex; flex-wrap: wrap; margin-inline: -.4rem; }
.nav a { display: block; padding: .45rem .4rem; border-radius: .5rem; text-decoration: none; color: var(--ink); }
.nav a:hover { background: var(--wash); }
.nav a[aria-current] { background: var(--wash); color: var(--brick-deep); font-weight: 650; }
.lang { margin-left: auto; font-size: .9rem; }
.lang a { display: inline-block; padding: .45rem .2rem; }
.unreviewed { background: var(--wait); color: var(--card); padding: .5rem 1rem; text-align: center; font-weight: 650; }
.page { padding-block: 1.25rem 2.5rem; display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr); }
.foot { padding-block: 0 2rem; color: var(--soft); font-size: .875rem; }
.lead { color: var(--soft); margin-top: .4rem; max-width: 62ch; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: 1rem; }
.stack { display: grid; gap: 1.5rem; align-content: start; grid-template-columns: minmax(0, 1fr); }
.notice { border-radius: .7rem; padding: .65rem .9rem; background: var(--wash); border-left: 4px solid var(--brick); }
.hint { color: var(--soft); font-size: .875rem; }

button, .button, input, select { font: inherit; color: inherit; min-height: 2.75rem; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; padding: .4rem .9rem; border-radius: .6rem;
  border: 1px solid var(--brick); background: var(--card); color: var(--brick-deep); font-weight: 600; cursor: pointer;
  text-decoration: none;
}
button:hover, .button:hover { background: var(--wash); }
button.main { background: var(--brick); color: var(--on-brick); }
button.main:hover { background: var(--brick-deep); }
input, select {
  width: 100%; min-width: 0; padding: .4rem .7rem; border: 1px solid #94867a; border-radius: .6rem; background: var(--card);
}
label { display: block; font-weight: 600; font-size: .9rem; margin-bottom: .2rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
input + .hint, .hint + .bad, select + .bad { margin-top: .3rem; }
.fields { display: grid; gap: .9rem; margin-top: .75rem; }
.fields .field { margin: 0; }

.clock time { display: block; margin-block: .3rem .4rem; font-variant-numeric: tabular-nums; }
.clock time b { display: block; font-size: 1.9rem; line-height: 1.2; letter-spacing: -.02em; }
.clock form { margin-top: .8rem; }
.clock .steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); gap: .5rem; }
.clock .steps button { white-space: nowrap; }
.clock .goto { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .5rem; align-items: end; }

.group + .group { margin-top: 1.5rem; }
.people { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); margin-top: .6rem; }
.people a {
  display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: .75rem; align-items: center; height: 100%;
  padding: .7rem .85rem; background: var(--card); border: 1px solid var(--line); border-radius: .8rem;
  text-decoration: none; color: var(--ink);
}
.people a:hover { border-color: var(--brick); background: var(--wash); }
.people b { display: block; line-height: 1.3; }
.people small { display: block; color: var(--soft); line-height: 1.4; font-size: .85rem; }
.face {
  display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  background: var(--wash); color: var(--brick-deep); font-weight: 700; font-size: .95rem;
}
details summary { cursor: pointer; font-weight: 600; color: var(--brick-deep); padding: .55rem 0; margin-top: .35rem; }

.handset {
  background: var(--body); border: 1px solid var(--body-edge); border-radius: 1.8rem; padding: 1.1rem .8rem 1rem;
  max-width: 30rem; width: 100%; margin-inline: auto; box-shadow: 0 10px 30px rgb(43 36 32 / .18);
}
.ear { width: 3.5rem; height: .3rem; border-radius: 1rem; background: #6d625a; margin: 0 auto .8rem; }
.screen { background: var(--screen); color: var(--screen-ink); border-radius: .8rem; overflow: hidden; border: 2px solid #171310; }
.status {
  display: flex; justify-content: space-between; gap: .75rem; align-items: center; padding: .35rem .75rem;
  border-bottom: 1px solid var(--screen-line); font-size: .85rem; font-weight: 600; font-variant-numeric: tabular-nums;
}
.status svg { display: block; }
.talk { position: relative; height: min(26rem, 46vh); min-height: 13rem; overflow-y: auto; display: flex; flex-direction: column-reverse; }
.talk:focus-visible { outline-offset: -4px; }
.talk ol { padding: .75rem; display: grid; gap: .6rem; align-content: end; min-height: 100%; }
.day { justify-self: center; font-size: .8rem; color: var(--screen-soft); font-weight: 600; }
.sms { max-width: 88%; padding: .5rem .7rem; border-radius: .7rem; border: 1px solid var(--screen-line); background: var(--glass); }
.sms.in { justify-self: start; border-bottom-left-radius: .15rem; }
.sms.out { justify-self: end; background: var(--mine); border-color: var(--mine); color: var(--on-mine); border-bottom-right-radius: .15rem; }
.sms p { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; line-height: 1.45; }
.sms footer { display: flex; flex-wrap: wrap; gap: 0 .5rem; font-size: .78rem; color: var(--screen-soft); margin-top: .2rem; }
.sms.out footer { color: #d5e5c8; justify-content: flex-end; }
.blank { padding: 2rem 1rem; text-align: center; color: var(--screen-soft); }
.write { padding: .65rem; border-top: 1px solid var(--screen-line); }
.write label { font-size: .8rem; }
.write .line { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .5rem; }
.write input { background: #fbfdf5; color: #1f2915; border-color: #6f7d58; }
.write button { background: var(--mine); border-color: var(--mine); color: var(--on-mine); }
.write button:hover { background: #23391d; }
.handset :focus-visible { outline-color: #1d5c8a; }
.chips { margin: 1rem auto 0; max-width: 30rem; }
.chips .row { margin-top: .5rem; }
.chips button {
  border-color: var(--line); color: var(--ink); font-weight: 500; font-size: .9rem; text-align: left; max-width: 100%;
  overflow-wrap: anywhere; min-height: 2.5rem; border-radius: 1.25rem; background: var(--card);
}
.chips button:hover { border-color: var(--brick); background: var(--wash); }
.who { margin-top: .25rem; color: var(--soft); }

.scroll { position: relative; overflow-x: auto; border: 1px solid var(--line); border-radius: .8rem; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .55rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { background: var(--wash); white-space: nowrap; font-size: .85rem; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.first { position: sticky; left: 0; background: var(--card); min-width: 8.5rem; font-weight: 600; }
thead .first { background: var(--wash); }
tfoot th, tfoot td { border-top: 2px solid var(--line); border-bottom: 0; font-weight: 700; }
abbr { text-decoration: none; }
.tag { display: inline-block; font-weight: 650; font-size: .85rem; white-space: nowrap; }
.tag.good { color: var(--good); } .tag.wait { color: var(--wait); } .tag.bad { color: var(--bad); }
.body { min-width: 15rem; max-width: 34rem; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.nowrap { white-space: nowrap; }
.filter { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-top: 1rem; }
.filter .field { flex: 0 1 14rem; }
.months { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: 1rem; }
.months .button:last-child { margin-left: auto; }
.legend { display: grid; gap: .25rem .9rem; font-size: .875rem; color: var(--soft); }
.codes { display: grid; gap: .35rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); font-size: .9rem; margin-top: .6rem; }
.codes div { display: grid; grid-template-columns: 2.4rem minmax(0, 1fr); }
.codes dt { font-weight: 700; }
.codes dd span { color: var(--soft); }
.shares { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.25rem), 1fr)); margin-top: .6rem; }
.shares b { font-size: 1.5rem; display: block; line-height: 1.2; font-variant-numeric: tabular-nums; }

@media (max-width: 47.99rem) {
  .cards, .cards tbody, .cards td { display: block; }
  .cards thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  .cards tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem .75rem; padding: .75rem .85rem; border-bottom: 1px solid var(--line); }
  .cards tr:last-child { border-bottom: 0; }
  .cards td { padding: 0; border: 0; }
  .cards td:empty { display: none; }
  .cards td:nth-child(1) { order: 2; color: var(--soft); }
  .cards td:nth-child(2) { order: 1; grid-column: 1 / -1; font-weight: 650; }
  .cards td:nth-child(3) { order: 3; color: var(--soft); }
  .cards td:nth-child(4) { order: 4; }
  .cards td:nth-child(5) { order: 5; grid-column: 1 / -1; color: var(--soft); }
  .cards td:nth-child(6) { order: 4; color: var(--soft); }
  .cards td:nth-child(6)::before { content: attr(data-label) ": "; }
  .cards td:nth-child(7) { order: 6; grid-column: 1 / -1; margin-top: .3rem; }
  .cards .body { min-width: 0; }
}
@media (min-width: 48rem) {
  h1 { font-size: 1.8rem; }
  .top-in { gap: .5rem 1.75rem; }
  .nav { order: 0; flex-basis: auto; }
  .nav ul { margin: 0; gap: .25rem; }
  .nav a { padding-inline: .6rem; }
}
@media (min-width: 60rem) {
  .page.aside { grid-template-columns: minmax(0, 1fr) 20rem; align-items: start; }
  .aside > .stack:last-child { position: sticky; top: 1rem; }
  .talk { height: min(32rem, 60vh); }
}
@media (prefers-reduced-motion: no-preference) { button, a { transition: background-color .12s, border-color .12s; } }
`;
