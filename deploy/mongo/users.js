// Run once by mongosh, where the database server starts on an empty volume: one user for each service, with its own
// database only. Later ones are made in the same way by hand.
const services = ['config', 'identity_connector', 'mapping_validator', 'notification', 'sync_runner', 'user_lifecycle'];
for (const service of services) {
  const database = `rollcall_${service}`;
  db.getSiblingDB(database).createUser({
    user: service.replace('_', '-'),
    pwd: process.env[`${service.toUpperCase()}_PASSWORD`],
    roles: [{ role: 'readWrite', db: database }],
  });
}
