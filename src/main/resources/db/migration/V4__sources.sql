create table claim (
  app    varchar(255) primary key,
  source varchar(255) not null,
  file   varchar(4000) not null,
  forced boolean not null
);
create index claim_source on claim (source);

create table source_report (
  source  varchar(255) primary key,
  content clob not null
);
