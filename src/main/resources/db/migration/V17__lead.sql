-- Which of several Berths acts: one row. It changes only with the leader, so that writes may hold it against a change.
create table lead (
  id              integer primary key,
  epoch           bigint not null,
  holder          varchar(255),
  pid             integer,
  takeover_millis bigint not null
);
insert into lead (id, epoch, takeover_millis) values (1, 0, 10000);

-- The Berths that share this database, and when each was last heard of. Of its administrator's token only a hash.
create table berth_instance (
  id             varchar(255) primary key,
  version        varchar(63) not null,
  schema_version varchar(63) not null,
  advertise      varchar(1023),
  admin          varchar(64) not null,
  beat           timestamp(9) with time zone not null
);
