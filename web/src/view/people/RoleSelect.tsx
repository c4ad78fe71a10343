import { type Role, ROLES } from "../../protocol";
import { S } from "../../strings";

export function RoleSelect({ role, label, onRole }: { role: Role; label: string; onRole: (role: Role) => void }) {
  return (
    <select
      class="select"
      aria-label={label}
      value={role}
      title={S.share.roleMeans[role]}
      onChange={(event) => onRole(event.currentTarget.value as Role)}
    >
      {ROLES.map((one) => (
        <option key={one} value={one}>
          {S.share.roleNames[one]}
        </option>
      ))}
    </select>
  );
}
