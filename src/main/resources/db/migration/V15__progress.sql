alter table app add column progress_target varchar(64);
alter table app add column progress_step integer default 0 not null;
alter table app add column progress_since timestamp(9) with time zone;
alter table app add column progress_promoted boolean default true not null;
alter table app add column progress_paused boolean default false not null;
alter table app add column progress_divided_at timestamp(9) with time zone;
alter table app add column progress_aborted boolean default false not null;
