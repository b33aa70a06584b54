import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('purpose', models.TextField()),
                ('authority', models.CharField(max_length=20)),
                ('chosen_how', models.TextField()),
                ('cadence', models.CharField(max_length=200)),
                ('conflict_rule', models.TextField()),
                ('records_rule', models.TextField()),
                ('review_on', models.DateField()),
                ('notice_days', models.PositiveSmallIntegerField()),
                ('term_months', models.PositiveSmallIntegerField()),
                ('voices', models.JSONField(default=dict)),
                ('two_thirds_for', models.JSONField(default=list)),
                ('chartered_at', models.DateTimeField()),
                ('lapsed_on', models.DateField(null=True)),
                ('quorum_kind', models.CharField(default='majority', max_length=20)),
                ('quorum_value', models.PositiveSmallIntegerField(default=0)),
                ('carries_with', models.CharField(default='majority', max_length=30)),
                ('promised', models.JSONField(default=dict)),
                ('in_writing', models.BooleanField(default=False)),
                ('openness', models.CharField(default='members', max_length=20)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('secretary', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('place', models.CharField(max_length=200)),
                ('is_emergency', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True)),
                ('state', models.CharField(max_length=20)),
                ('called_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('called_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings_called', to='people.person')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='govern_committees.committee')),
            ],
            options={
                'ordering': ['-starts_at'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=80)),
                ('subject_digest', models.CharField(max_length=64)),
                ('title', models.CharField(max_length=300)),
                ('light', models.CharField(max_length=10)),
                ('proposed', models.JSONField(default=list)),
                ('objections', models.JSONField(default=list)),
                ('suggested_expires_on', models.DateField()),
                ('latest_expires_on', models.DateField()),
                ('barred', models.JSONField(default=list)),
                ('scored_by', models.JSONField(default=list)),
                ('motion', models.JSONField(default=dict)),
                ('state', models.CharField(max_length=20)),
                ('put_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('concerns', models.JSONField(default=list)),
                ('is_lasting', models.BooleanField(default=False)),
                ('keeper_id', models.CharField(blank=True, max_length=36)),
                ('is_consent', models.BooleanField(default=False)),
                ('closed_law', models.CharField(blank=True, max_length=40)),
                ('closed_at', models.DateTimeField(null=True)),
                ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='people.person')),
                ('put_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items_put', to='people.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='govern_committees.meeting')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('declared_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='govern_committees.agendaitem')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='people.person')),
            ],
            options={
                'ordering': ['declared_at'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('constituency', models.CharField(max_length=30)),
                ('has_vote', models.BooleanField()),
                ('is_chair', models.BooleanField(default=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='govern_committees.committee')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.person')),
                ('stands_in_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alternates', to='govern_committees.seat')),
            ],
            options={
                'ordering': ['-is_chair', '-has_vote', 'person__family_name'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('cast_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='govern_committees.agendaitem')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='people.person')),
            ],
            options={
                'ordering': ['cast_at'],
            },
        ),
        migrations.CreateModel(
            name='WrittenVote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('asked', models.JSONField()),
                ('reason', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_how', models.CharField(blank=True, max_length=20)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='written_votes', to='govern_committees.agendaitem')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='written_votes_opened', to='people.person')),
            ],
            options={
                'ordering': ['-opened_at'],
            },
        ),
        migrations.CreateModel(
            name='CharterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='govern_committees.committee')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('committee', 'number'), name='one_charter_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.CharField(max_length=120)),
                ('subject_name', models.CharField(max_length=120)),
                ('reason', models.TextField()),
                ('declared_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='people.person')),
            ],
            options={
                'ordering': ['declared_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person', 'subject_kind', 'subject_id'), name='one_open_interest_a_subject')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('arrived_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='people.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='govern_committees.meeting')),
            ],
            options={
                'ordering': ['arrived_at'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='one_attendance_a_meeting')],
            },
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='one_item_a_number'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('subject_kind', 'subject_id'), name='one_waiting_item_a_subject'),
        ),
        migrations.AddConstraint(
            model_name='recusal',
            constraint=models.UniqueConstraint(fields=('item', 'person'), name='one_recusal_an_item'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('committee', 'person'), name='one_open_seat_a_person'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('is_chair', True)), fields=('committee',), name='one_chair_a_committee'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='seat_has_a_term'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('is_chair', False), ('has_vote', True), _connector='OR'), name='chair_votes'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('stands_in_for',), name='one_alternate_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('stands_in_for', None), models.Q(('has_vote', True), ('is_chair', False)), _connector='OR'), name='an_alternate_votes_and_never_chairs'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('item', 'person'), name='one_vote_an_item'),
        ),
        migrations.AddConstraint(
            model_name='writtenvote',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('item',), name='one_written_vote_an_item'),
        ),
        migrations.AddConstraint(
            model_name='writtenvote',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='written_vote_has_a_deadline'),
        ),
    ]
