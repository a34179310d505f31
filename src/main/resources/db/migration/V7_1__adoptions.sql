create table adoption (
  thing  varchar(320) primary key,
  app    varchar(63) not null,
  labels varchar(4000) not null
);
