/** Who may do what, and where: the one place that decides it. */
import type { Role, Turn, UnitKey } from './handler.ts';

export function activeRoles(turn: Pick<Turn, 'roles'>): readonly Role[] {
  return turn.roles.filter((role) => role.status === 'active');
}

export function officerRoles(turn: Pick<Turn, 'roles'>): readonly Role[] {
  return activeRoles(turn).filter((role) => role.role !== 'collaborator');
}

/** The villages that a collaborator reports for. */
export function ownVillages(
  turn: Pick<Turn, 'roles'>,
): readonly (Role & { villageId: string; villageName: string })[] {
  return activeRoles(turn).filter(
    (role): role is Role & { villageId: string; villageName: string } =>
      role.role === 'collaborator' && role.villageId !== undefined && role.villageName !== undefined,
  );
}

/** Whether an officer answers for a commune: their own, or any of their province. */
export function answersFor(
  role: Role,
  commune: { readonly key: UnitKey; readonly provinceCode: string },
): boolean {
  if (role.status !== 'active') return false;
  if (role.role === 'province-officer') return role.provinceCode === commune.provinceCode;
  if (role.role === 'commune-officer') {
    return role.commune?.code === commune.key.code && role.commune.validFrom === commune.key.validFrom;
  }
  return false;
}
