/** Everyone whose phone can be picked up, and a form for one more. */
import { html } from 'hono/html';
import type { TextKey } from '../../texts.ts';
import type { Commune } from '../../units/units.ts';
import { clockPanel, type Markup, page, type View } from './page.ts';
import { about, type Group, groupOf, type Person } from './phones.ts';

export const ROLE_CHOICES = ['none', 'collaborator', 'commune-officer', 'province-officer'] as const;

export type InventFault = 'bad-number' | 'taken' | 'no-commune' | 'no-village';

export type InventForm = {
  readonly number: string;
  readonly name: string;
  readonly role: (typeof ROLE_CHOICES)[number];
  readonly commune: string;
  readonly village: string;
};

export const EMPTY_FORM: InventForm = { number: '', name: '', role: 'none', commune: '', village: '' };

const SHOWN_AT_ONCE = 10;

export function peoplePage(
  view: View,
  people: readonly Person[],
  communes: readonly Commune[],
  form: InventForm = EMPTY_FORM,
  fault?: InventFault,
): Markup {
  const { say } = view;
  const groups: readonly Group[] = ['others', 'parents', 'collaborators', 'officers'];
  return page(view, {
    title: say('simulator.people.title'),
    section: 'phones',
    main: html`<div><h1>${say('simulator.people.title')}</h1><p class="lead">${say('simulator.people.intro')}</p></div>
<div>${groups.map((group) => groupList(view, group, people))}</div>`,
    aside: html`${clockPanel(view)}${inventForm(view, communes, form, fault)}`,
  });
}

function groupList(view: View, group: Group, people: readonly Person[]): Markup {
  const members = people.filter((person) => groupOf(person) === group);
  if (members.length === 0) return html``;
  const [first, rest] = [members.slice(0, SHOWN_AT_ONCE), members.slice(SHOWN_AT_ONCE)];
  return html`<section class="group" aria-labelledby="${group}"><h2 id="${group}">${view.say(
    `simulator.people.${group}`,
  )}</h2>${cards(view, first)}${
    rest.length === 0
      ? ''
      : html`<details><summary>${view.say('simulator.people.fold', { n: rest.length })}</summary>${cards(
          view,
          rest,
        )}</details>`
  }</section>`;
}

function cards(view: View, people: readonly Person[]): Markup {
  return html`<ul class="people">${people.map(
    (person) =>
      html`<li><a href="/simulator/phone/${person.phone.id}"><span class="face" aria-hidden="true">${initial(
        person.phone.name,
      )}</span><span><b>${person.phone.name}</b> <small>${about(view.say, person, view.now)}</small></span></a></li>`,
  )}</ul>`;
}

/** The given name is the last word here: "Lò Thị Mai" is M. */
function initial(name: string): string {
  return [...(name.trim().split(/\s+/).at(-1) ?? '')][0]?.toUpperCase() ?? '?';
}

function inventForm(view: View, communes: readonly Commune[], form: InventForm, fault?: InventFault): Markup {
  const { say } = view;
  const wrong = (...faults: readonly InventFault[]) => fault !== undefined && faults.includes(fault);
  const told = (id: string, ...faults: readonly InventFault[]) =>
    wrong(...faults) && fault !== undefined
      ? html`<p class="tag bad" id="${id}-fault">${say(`simulator.invent.${fault}` satisfies TextKey)}</p>`
      : '';
  const invalid = (id: string, hint: string, ...faults: readonly InventFault[]) =>
    wrong(...faults)
      ? html` aria-invalid="true" autofocus aria-describedby="${id}-fault ${hint}"`
      : html` aria-describedby="${hint}"`;
  return html`<section class="card" aria-labelledby="invent"><h2 id="invent">${say('simulator.invent.title')}</h2>
<form method="post" action="/simulator/phones" class="fields">
<div class="field"><label for="number">${say('simulator.invent.number')}</label><input id="number" name="number" type="tel" maxlength="24" autocomplete="off" value="${form.number}"${invalid(
    'number',
    'number-hint',
    'bad-number',
    'taken',
  )}><p class="hint" id="number-hint">${say('simulator.invent.numberHint')}</p>${told('number', 'bad-number', 'taken')}</div>
<div class="field"><label for="name">${say('simulator.invent.name')}</label><input id="name" name="name" maxlength="60" autocomplete="off" value="${form.name}"></div>
<div class="field"><label for="role">${say('simulator.invent.role')}</label><select id="role" name="role">${ROLE_CHOICES.map(
    (role) =>
      html`<option value="${role}"${role === form.role ? ' selected' : ''}>${say(`simulator.invent.role-${role}`)}</option>`,
  )}</select></div>
<div class="field"><label for="commune">${say('simulator.invent.commune')}</label><select id="commune" name="commune"${invalid(
    'commune',
    'commune-fault',
    'no-commune',
  )}><option value="">${say('simulator.invent.communeNone')}</option>${communes.map(
    (c) => html`<option value="${c.code}"${c.code === form.commune ? ' selected' : ''}>${c.label}</option>`,
  )}</select>${told('commune', 'no-commune')}</div>
<div class="field"><label for="village">${say('simulator.invent.village')}</label><input id="village" name="village" maxlength="60" autocomplete="off" value="${form.village}"${invalid(
    'village',
    'village-hint',
    'no-village',
  )}><p class="hint" id="village-hint">${say('simulator.invent.villageHint')}</p>${told('village', 'no-village')}</div>
<div><button class="main">${say('simulator.invent.submit')}</button></div>
</form></section>`;
}
