import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type Role, roles } from '@rollcall/contracts';
import { ADMINISTRATORS, AllowedTo, EVERYBODY, Person, PEOPLE_ADMINISTRATORS, type SignedInPerson } from './access.js';

export class Me {
  @ApiProperty() accountId: string;
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty() email: string;
  @ApiProperty({ enum: roles }) role: Role;
  @ApiProperty({ description: 'identity providers, configuration and runs' }) mayConfigure: boolean;
  @ApiProperty({ description: 'users and groups' }) maySeePeople: boolean;
}

@ApiTags('session')
@Controller('me')
export class MeController {
  @Get()
  @AllowedTo(EVERYBODY)
  @ApiOkResponse({ type: Me })
  me(@Person() person: SignedInPerson): Me {
    return describePerson(person);
  }
}

export function describePerson(person: SignedInPerson): Me {
  const { role } = person;
  return {
    ...person,
    mayConfigure: ADMINISTRATORS.includes(role),
    maySeePeople: PEOPLE_ADMINISTRATORS.includes(role),
  };
}
