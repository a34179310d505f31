create table resource (
  kind             varchar(31) not null,
  name             varchar(255) not null,
  uid              varchar(36) not null,
  generation       bigint not null,
  resource_version bigint not null,
  labels           clob not null,
  annotations      clob not null,
  spec             clob not null,
  created_at       timestamp(9) with time zone not null,
  primary key (kind, name)
);
