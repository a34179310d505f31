alter table revision add column ready_at timestamp(9) with time zone;
alter table revision add column failure_reason varchar(63);
alter table revision add column failure_message varchar(4000);

alter table app add column quarantine_revision bigint;
alter table app add column quarantine_generation bigint;
alter table app add column quarantine_target bigint;
alter table app add column quarantine_reason varchar(63);
alter table app add column quarantine_message varchar(4000);
alter table app add column quarantine_since timestamp(9) with time zone;
