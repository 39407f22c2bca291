import { writeUsers } from './users-file.js';

writeUsers();
