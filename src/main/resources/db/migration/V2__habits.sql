alter table setting alter column content set data type varchar(100000);
